"""Keys of one request in, promises of rows out: one query per table however many ask."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import graphene
from django.db.models import Model
from promise import Promise
from promise.dataloader import DataLoader

if TYPE_CHECKING:
    from django.http import HttpRequest


class _RowsByField(DataLoader):
    def __init__(self, model: type[Model], field: str) -> None:
        super().__init__()
        self._model, self._field = model, field

    def batch_load_fn(self, keys: list[Any]) -> Promise[list[list[Model]]]:
        rows: dict[Any, list[Model]] = defaultdict(list)
        for row in self._model._default_manager.filter(**{f"{self._field}__in": keys}):
            rows[getattr(row, self._field)].append(row)
        return Promise.resolve([rows[key] for key in keys])


def rows_of(context: HttpRequest, model: type[Model], field: str, key: Any) -> Promise[list[Any]]:
    """Promise the rows of a model whose column `field` (an attname) has the value."""
    loaders = context.dataloaders
    if (model, field) not in loaders:
        loaders[model, field] = _RowsByField(model, field)
    return loaders[model, field].load(key)


def row_of(context: HttpRequest, model: type[Model], pk: Any) -> Promise[Any]:
    """Promise the row of a model with a primary key, or None; a null key gives None."""
    if pk is None:
        return Promise.resolve(None)
    name = model._meta.pk.attname
    return rows_of(context, model, name, pk).then(lambda rows: rows[0] if rows else None)


def row_field(type_: Any, model: type[Model], key: str, **options: Any) -> graphene.Field:
    """Make a field of the row that a foreign key (an attname) points at."""
    return graphene.Field(
        type_,
        resolver=lambda root, info: row_of(info.context, model, getattr(root, key)),
        **options,
    )


def rows_field(type_: Any, model: type[Model], key: str) -> graphene.Field:
    """Make a field of the rows whose foreign key (an attname) points here."""
    return graphene.Field(
        graphene.List(graphene.NonNull(type_)),
        resolver=lambda root, info: rows_of(info.context, model, key, root.pk),
        required=True,
    )

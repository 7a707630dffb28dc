"""Answers: what may be put into a cart?

Neither host asks before lines are added, so the built resolvers of three mutations are wrapped;
only their public names and arguments are relied on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import graphene
from django.apps import apps
from django.core.exceptions import ValidationError

from saleor_w2p_plugin.catalogs.visibility import hidden_variants
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.graphql.base import is_database_integer
from saleor_w2p_plugin.graphql.dataloaders import forget
from saleor_w2p_plugin.host.seams import SeamMoved
from saleor_w2p_plugin.personalization.binding import print_products

UNAVAILABLE = "unavailable_variant_in_channel"
"""Saleor's own code for a variant that cannot be bought here: what is hidden does not exist."""


def install(schema: Any) -> None:
    """Wrap the mutations that add or change lines; raises SeamMoved where one is missing."""
    mutations = schema.get_type("Mutation").fields
    for name, lines_of in _GUARDED.items():
        if name not in mutations:
            raise SeamMoved(f"GraphQL mutation {name}")
        _wrap(name, mutations[name], lines_of)


def _wrap(name: str, field: Any, lines_of: Callable[[dict[str, Any]], Iterable[Any]]) -> None:
    payload = field.type.graphene_type
    original = field.resolver
    if not hasattr(payload, "handle_errors"):
        raise SeamMoved(f"{payload}.handle_errors")

    @functools.wraps(original)
    def resolver(root: Any, info: Any, **data: Any) -> Any:
        forget(info.context)
        lines = [line for line in lines_of(data) if line.get("quantity") != 0]
        with host().writing(info.context):
            try:
                _refuse_hidden(host().requestor(info.context).user_id, info, lines)
            except ValidationError as error:
                return payload.handle_errors(error)
            if name in _ADDING:
                _keep_apart(lines)
        return original(root, info, **data)

    field.resolver = resolver


def _refuse_hidden(user_id: int | None, info: Any, lines: list[Any]) -> None:
    if host().sees_all_products(info.context):
        return
    hidden = hidden_variants(user_id, _variant_ids(lines), "default")
    if hidden:
        ids = [graphene.Node.to_global_id("ProductVariant", key) for key in sorted(hidden)]
        raise ValidationError(
            {
                "lines": ValidationError(
                    "Some variants are not available.", code=UNAVAILABLE, params={"variants": ids}
                )
            }
        )


def _keep_apart(lines: list[Any]) -> None:
    """Give each printed line a line of its own, since merging would print one design for both."""
    variants = apps.get_model("product", "ProductVariant")._default_manager
    asked = variants.filter(pk__in=_variant_ids(lines))
    product_of = dict(asked.values_list("pk", "product_id"))
    printed = print_products(product_of.values())
    for line in lines:
        key = _variant_id(line)
        if key is not None and product_of.get(key) in printed:
            line["force_new_line"] = True


def _variant_ids(lines: list[Any]) -> set[int]:
    """Collect the variants that lines name, directly or by the line they change."""
    direct = {key for line in lines if (key := _variant_id(line)) is not None}
    line_ids = {line_id for line in lines if (line_id := _line_id(line)) is not None}
    if not line_ids:
        return direct
    rows = apps.get_model("checkout", "CheckoutLine")._default_manager.filter(pk__in=line_ids)
    return direct | set(rows.values_list("variant_id", flat=True))


def _variant_id(line: Any) -> int | None:
    key = _key(line.get("variant_id"), "ProductVariant")
    return int(key) if key is not None and is_database_integer(key) else None


def _line_id(line: Any) -> UUID | None:
    key = _key(line.get("line_id"), "CheckoutLine")
    try:
        return UUID(key) if key else None
    except ValueError:
        return None


def _key(global_id: str | None, type_name: str) -> str | None:
    """Read a global id; malformed ones are left for the shop to report."""
    try:
        found, key = graphene.Node.from_global_id(global_id or "")
    except ValueError:
        return None
    return key if found == type_name else None


_GUARDED: dict[str, Callable[[dict[str, Any]], Iterable[Any]]] = {
    "checkoutCreate": lambda data: data["input"].get("lines") or (),
    "checkoutLinesAdd": lambda data: data.get("lines") or (),
    "checkoutLinesUpdate": lambda data: data.get("lines") or (),
}

_ADDING = frozenset({"checkoutCreate", "checkoutLinesAdd"})

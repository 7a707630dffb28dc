"""The fields of a design in, the order in which their answers follow from each other out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from saleor_w2p_plugin.design import conditions
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.merge import template


class Cycle(ValueError):
    """Fields follow from each other in a circle; `names` go once around it, back to the first."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(" -> ".join(names))
        self.names = tuple(names)


def ordered(fields: Sequence[Field]) -> list[Field]:
    """Return the fields so that each comes after those that its answer follows from.

    Raises Cycle. Whether an answer is required changes no answer, so two fields may each be
    required where the other is empty.
    """
    by_name = {field.name: field for field in fields}
    graph = {field.name: tuple(follows_from(field)) for field in fields}
    try:
        names = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        # graphlib names each one before what follows from it; people read it the other way.
        raise Cycle(error.args[1][::-1]) from None
    return [by_name[name] for name in names if name in by_name]


def follows_from(field: Field) -> Iterable[str]:
    """Yield the names of the fields that decide whether a field shows, or what it says."""
    if field.visible is not None:
        yield from (test.field for test in conditions.tests(field.visible))
    if field.value is not None:
        yield from template(field.value).names

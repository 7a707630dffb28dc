"""Two states of a design or of its answers in, what differs out, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from saleor_w2p_plugin.design import canonical


class Change(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a field: its answer, or the property of it that is named.

    `old` is None for what was not there, `new` for what is not any more; what is no text is JSON.
    """

    field: str
    change: Change
    property: str | None = None
    old: str | None = None
    new: str | None = None


def of_answers(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """Compare answers by the names of their fields."""
    return list(_compared(old, new))


def of_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Compare the fields of two designs in JSON; one of a field's properties is one difference."""
    before, after = _fields(old), _fields(new)
    found = []
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in after:
            found.append(Difference(name, Change.REMOVED))
        elif name not in before:
            found.append(Difference(name, Change.ADDED))
        else:
            found += [
                Difference(name, Change.CHANGED, each.field, each.old, each.new)
                for each in _compared(_told(before[name]), _told(after[name]))
            ]
    return found


def _compared(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for name in [*old, *(name for name in new if name not in old)]:
        before, after = old.get(name), new.get(name)
        if after is None:
            yield Difference(name, Change.REMOVED, old=before)
        elif before is None:
            yield Difference(name, Change.ADDED, new=after)
        elif before != after:
            yield Difference(name, Change.CHANGED, old=before, new=after)


def _fields(raw: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {field["name"]: field for field in raw.get("fields", [])}


def _told(field: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else canonical.encode(value).decode()
        for name, value in sorted(field.items())
    }

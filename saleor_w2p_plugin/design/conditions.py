"""A condition of a design and answers in, whether it holds out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

Test = Literal["filled", "empty", "equals", "in", "at_least", "at_most", "more_than", "less_than"]


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds when any part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Answer:
    """Holds when a field's answer passes a test.

    `value` is a canonical answer, several of them for `in`, or "" for `filled` and `empty`.
    """

    field: str
    test: Test
    value: str | tuple[str, ...]


Condition = All | Some | Not | Answer


def read(raw: Mapping[str, Any]) -> Condition:
    """Build a condition from JSON that obeys design.schema.json."""
    if "all" in raw:
        return All(tuple(read(part) for part in raw["all"]))
    if "any" in raw:
        return Some(tuple(read(part) for part in raw["any"]))
    if "not" in raw:
        return Not(read(raw["not"]))
    test: Any
    ((test, value),) = ((key, value) for key, value in raw.items() if key != "field")
    if test == "is":
        return Answer(raw["field"], value, "")
    values = tuple(canonical(item) for item in value) if test == "in" else canonical(value)
    return Answer(raw["field"], test, values)


def write(condition: Condition) -> dict[str, object]:
    """Return a condition as JSON, with every value as the canonical answer that it is."""
    if isinstance(condition, All):
        return {"all": [write(part) for part in condition.parts]}
    if isinstance(condition, Some):
        return {"any": [write(part) for part in condition.parts]}
    if isinstance(condition, Not):
        return {"not": write(condition.part)}
    if condition.test in ("filled", "empty"):
        return {"field": condition.field, "is": condition.test}
    value = condition.value
    return {
        "field": condition.field,
        condition.test: list(value) if isinstance(value, tuple) else value,
    }


def canonical(value: str | float | bool) -> str:
    """Return a JSON value as an answer would have it: `true`, `12.5`, `2026-03-01`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return format(Decimal(str(value)).normalize(), "f")


def holds(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Tell whether a condition holds; a field without an answer passes no comparison."""
    if isinstance(condition, All):
        return all(holds(part, answers) for part in condition.parts)
    if isinstance(condition, Some):
        return any(holds(part, answers) for part in condition.parts)
    if isinstance(condition, Not):
        return not holds(condition.part, answers)
    return _passes(condition, answers.get(condition.field, ""))


def tests(condition: Condition) -> Iterator[Answer]:
    """Yield every test of a field in a condition."""
    if isinstance(condition, Answer):
        yield condition
    elif isinstance(condition, Not):
        yield from tests(condition.part)
    else:
        for part in condition.parts:
            yield from tests(part)


def _passes(condition: Answer, answer: str) -> bool:
    value = condition.value
    if condition.test == "filled":
        return bool(answer)
    if condition.test == "empty":
        return not answer
    if isinstance(value, tuple):
        return answer in value
    if condition.test == "equals":
        return answer == value
    return bool(answer) and _compares(condition.test, answer, value)


def _compares(test: Test, answer: str, value: str) -> bool:
    left, right = _ordered(answer), _ordered(value)
    if type(left) is not type(right):
        return False
    order = (left > right) - (left < right)  # type: ignore[operator]
    return {
        "at_least": order >= 0,
        "at_most": order <= 0,
        "more_than": order > 0,
        "less_than": order < 0,
    }[test]


def _ordered(value: str) -> Decimal | str:
    """Return a number as such; dates in ISO 8601 compare as they are written."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return value

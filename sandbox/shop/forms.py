"""A design's fields, answers and refusals in, what the form shows out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

PREFIX = "answer-"
INPUT_TYPES = {
    "TEXT": "text",
    "EMAIL": "email",
    "PHONE": "tel",
    "URL": "url",
    "NUMBER": "number",
    "DATE": "date",
}
YES_OR_NO = ({"value": "true", "label": "Yes"}, {"value": "false", "label": "No"})


@dataclass(frozen=True)
class FormField:
    """One control: what the API says about the field, its value, and what is wrong with it."""

    spec: Mapping[str, Any]
    value: str
    errors: tuple[str, ...]
    picture: str | None = None

    @property
    def control(self) -> str:
        return PREFIX + self.spec["name"]

    @property
    def options(self) -> Iterable[Mapping[str, Any]]:
        """What can be chosen."""
        return YES_OR_NO if self.spec["kind"] == "BOOLEAN" else self.spec["choices"]

    @property
    def input_type(self) -> str | None:
        """The type of the input, None for what is not an input."""
        return INPUT_TYPES.get(self.spec["kind"])


def form_fields(
    specs: Iterable[Mapping[str, Any]],
    answers: Mapping[str, str],
    errors: Iterable[Any] = (),
    pictures: Mapping[str, str] | None = None,
) -> list[FormField]:
    """Return the controls of a form; fields without an answer show their default.

    `pictures` are addresses of uploaded pictures by the answers that name them.
    """
    messages = _by_field(errors)
    return [
        FormField(
            spec,
            answers.get(spec["name"], spec["default"]),
            tuple(messages.get(spec["name"], ())),
            (pictures or {}).get(answers.get(spec["name"], "")),
        )
        for spec in specs
    ]


def other_errors(specs: Iterable[Mapping[str, Any]], errors: Iterable[Any]) -> list[str]:
    """Return the sentences that are about no field of the form, such as a text frame."""
    names = {spec["name"] for spec in specs}
    return [
        f"{error['field']}: {error['message']}" if error["field"] else error["message"]
        for error in errors
        if error["field"] not in names
    ]


def posted_answers(specs: Iterable[Mapping[str, Any]], posted: QueryDict) -> dict[str, str]:
    """Return what was typed, without the fields this person may not change."""
    return {
        spec["name"]: posted[PREFIX + spec["name"]]
        for spec in specs
        if spec["editable"] and PREFIX + spec["name"] in posted
    }


def as_input(answers: Mapping[str, str]) -> list[dict[str, str]]:
    """Return answers as the API takes them."""
    return [{"field": name, "value": value} for name, value in answers.items()]


def as_answers(pairs: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return answers as the API gives them, by field."""
    return {pair["field"]: pair["value"] for pair in pairs}


def as_pictures(pairs: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the addresses of pictures by the answers that name them."""
    return {pair["value"]: pair["picture"]["url"] for pair in pairs if pair["picture"]}


def _by_field(errors: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for error in errors:
        found.setdefault(error["field"], []).append(error["message"])
    return found

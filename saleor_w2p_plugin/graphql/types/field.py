"""Fields of a design in GraphQL: how each is filled in by the person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

import graphene

from saleor_w2p_plugin.companies.members import variables_of
from saleor_w2p_plugin.design import conditions
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fields import kinds
from saleor_w2p_plugin.design.fields.field import Choice, Field, Kind
from saleor_w2p_plugin.design.inks import Colour, Gray, Rgb, Spot
from saleor_w2p_plugin.design.variables import defaults
from saleor_w2p_plugin.graphql.base import enum_of, non_null_list
from saleor_w2p_plugin.graphql.scalars import json_string
from saleor_w2p_plugin.host.ports import Person
from saleor_w2p_plugin.models import CompanyMember
from saleor_w2p_plugin.prepress import screen

W2PFieldKind = enum_of(
    "W2PFieldKind", {kind.upper(): kind for kind in get_args(Kind)}, "How a field is filled in."
)


class W2PChoice(graphene.ObjectType):
    """One of the answers to a choice."""

    value = graphene.String(required=True, description="The answer.")
    label = graphene.String(required=True, description="How to show it.")
    colour = graphene.String(
        description="How a colour looks on a screen, `#rrggbb`; only choices of colours have one."
    )

    class Meta:
        description = "One of the answers to a choice."


class W2PDesignField(graphene.ObjectType):
    """One field of the form."""

    name = graphene.String(required=True, description="The name to answer by.")
    label = graphene.String(required=True, description="The label for people.")
    kind = graphene.Field(W2PFieldKind, required=True, description="How it is filled in.")
    help = graphene.String(required=True, description="A hint for people.")
    required = graphene.Boolean(
        required=True, description="Whether it must not be empty, whatever the other answers."
    )
    required_when = json_string(
        description="The condition under which it must not be empty: an object of `field` and one "
        "of `is`, `equals`, `in`, `at_least`, `at_most`, `more_than`, `less_than`, or `all`, "
        "`any`, `not` of such objects. Values are written as answers are."
    )
    visible_when = json_string(
        description="The condition under which it shows, as `requiredWhen`; else it is empty."
    )
    derived = graphene.Boolean(
        required=True, description="Whether it follows from other answers, so nobody answers it."
    )
    min_length = graphene.Int(required=True, description="The fewest characters.")
    max_length = graphene.Int(required=True, description="The most characters.")
    minimum = graphene.String(description="The smallest number or earliest day, as an answer.")
    maximum = graphene.String(description="The largest number or latest day, as an answer.")
    decimals = graphene.Int(description="The most digits after the point of a number.")
    format = graphene.String(
        description="How a number or a date prints, a pattern of Unicode TR35."
    )
    mask = graphene.String(
        description="The form of the answer: 9 is a digit, A a letter, * either, all else itself."
    )
    pattern = graphene.String(description="Regular expression for the whole answer.")
    min_px = graphene.Int(description="The least width and height of a picture, in pixels.")
    choices = non_null_list(W2PChoice, description="The answers to choose from.")
    default = graphene.String(required=True, description="The answer where none is given.")
    editable = graphene.Boolean(
        required=True, description="Whether the person who asks may deviate from the default."
    )

    class Meta:
        description = "One field of a design's form."


@dataclass(frozen=True, slots=True)
class _Choice:
    """A choice, and what it looks like."""

    value: str
    label: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class _FilledField:
    """A field as one person sees it; what it does not say itself is the design's own."""

    field: Field
    choices: list[_Choice]
    default: str
    editable: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.field, name)

    @property
    def required(self) -> bool:
        """Whether the field is required without a condition."""
        return self.field.required is True

    @property
    def required_when(self) -> dict[str, object] | None:
        """The condition as JSON."""
        required = self.field.required
        return None if isinstance(required, bool) else conditions.write(required)

    @property
    def visible_when(self) -> dict[str, object] | None:
        """The condition as JSON."""
        return None if self.field.visible is None else conditions.write(self.field.visible)

    @property
    def derived(self) -> bool:
        """Whether nobody answers the field."""
        return self.field.value is not None

    @property
    def minimum(self) -> str | None:
        """The bound as an answer."""
        bound = self.field.minimum
        return None if bound is None else kinds.as_answer(bound)

    @property
    def maximum(self) -> str | None:
        """The bound as an answer."""
        bound = self.field.maximum
        return None if bound is None else kinds.as_answer(bound)

    @property
    def min_px(self) -> int | None:
        """The least size, of pictures only."""
        return self.field.min_px if self.field.kind == "image" else None


def filled_fields(
    design: Document, member: CompanyMember | None, person: Person | None
) -> list[_FilledField]:
    """Return the form as one person sees it; nobody's own defaults where nobody asks."""
    filled = defaults(design, variables_of(member, person) if member and person else {})
    role = member.role if member else None
    return [
        _FilledField(
            field,
            [_choice(design, field, choice) for choice in kinds.choices(design, field)],
            filled.get(field.name, ""),
            bool(role) and _may_deviate(field, role),
        )
        for field in design.fields
    ]


def _may_deviate(field: Field, role: str | None) -> bool:
    return field.value is None and (field.editable_by is None or role in field.editable_by)


def _choice(design: Document, field: Field, choice: Choice) -> _Choice:
    colour = _on_screen(design.colours[choice.value]) if field.kind == "colour" else None
    return _Choice(choice.value, choice.label, colour)


def _on_screen(colour: Colour) -> str:
    ink = colour.ink
    if isinstance(ink, Rgb):
        return "#" + bytes(round(part * 255) for part in (ink.red, ink.green, ink.blue)).hex()
    if isinstance(ink, Gray):
        return screen.hexadecimal((0.0, 0.0, 0.0, ink.black))
    inks, tint = (ink.alternate, ink.tint) if isinstance(ink, Spot) else (ink, 1.0)
    return screen.hexadecimal(
        (inks.cyan * tint, inks.magenta * tint, inks.yellow * tint, inks.black * tint)
    )

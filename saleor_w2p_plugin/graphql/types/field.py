"""Fields of a design in GraphQL: how each is filled in by the person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

import graphene

from saleor_w2p_plugin.companies.members import variables_of
from saleor_w2p_plugin.design import conditions
from saleor_w2p_plugin.design.conditions import Condition
from saleor_w2p_plugin.design.document import Cmyk, Document, Gray, Rgb, Spot
from saleor_w2p_plugin.design.fields import kinds
from saleor_w2p_plugin.design.fields.field import Choice, Field, Kind
from saleor_w2p_plugin.design.variables import defaults
from saleor_w2p_plugin.graphql.base import enum_of, non_null_list
from saleor_w2p_plugin.graphql.scalars import json_string
from saleor_w2p_plugin.host.ports import Person
from saleor_w2p_plugin.models import CompanyMember
from saleor_w2p_plugin.prepress import colour as conversion
from saleor_w2p_plugin.prepress import screen

W2PFieldKind = enum_of(
    "W2PFieldKind", {kind.upper(): kind for kind in get_args(Kind)}, "How a field is filled in."
)


class W2PChoice(graphene.ObjectType):
    """One of the answers to a choice."""

    value = graphene.String(required=True, description="The answer.")
    label = graphene.String(required=True, description="How to show it.")
    colour = graphene.String(
        description="The printed colour as screens show it, such as #0a6bb5; of COLOUR fields only."
    )

    class Meta:
        description = "One of the answers to a choice or colour field."


class W2PDesignField(graphene.ObjectType):
    """One field of the form."""

    name = graphene.String(required=True, description="The name to answer by.")
    label = graphene.String(required=True, description="The label for people.")
    kind = graphene.Field(W2PFieldKind, required=True, description="How it is filled in.")
    help = graphene.String(required=True, description="A hint for people.")
    required = graphene.Boolean(
        required=True, description="Whether it must not be empty, whatever the other answers are."
    )
    required_when = json_string(
        description="When it must not be empty: a condition as in `w2pDesignSchema`."
    )
    visible_when = json_string(
        description=(
            "When it is shown: a condition as in `w2pDesignSchema`; null for always. What is not "
            "shown is left empty, whatever its answer."
        )
    )
    derived = graphene.Boolean(
        required=True, description="Whether it follows from other answers and takes none."
    )
    min_length = graphene.Int(required=True, description="The fewest characters.")
    max_length = graphene.Int(required=True, description="The most characters.")
    minimum = graphene.String(description="The least number, or the first day.")
    maximum = graphene.String(description="The largest number, or the last day.")
    decimals = graphene.Int(description="The most digits after the point.")
    mask = graphene.String(
        description="The form: 9 is a digit, A a letter, * either, the rest stands as it is."
    )
    pattern = graphene.String(description="Regular expression (RE2) for the whole answer.")
    min_px = graphene.Int(
        required=True, description="The least width and height of a picture, in pixels."
    )
    choices = non_null_list(W2PChoice, description="The answers to choose from.")
    default = graphene.String(required=True, description="The answer where none is given.")
    editable = graphene.Boolean(
        required=True, description="Whether the person who asks may deviate from the default."
    )

    class Meta:
        description = "One field of a design's form."


@dataclass(frozen=True, slots=True)
class _Choice:
    """A choice, and its colour on a screen."""

    value: str
    label: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class _FilledField:
    """A field as one person sees it."""

    field: Field
    choices: list[_Choice]
    default: str
    editable: bool

    @property
    def required(self) -> bool:
        """Tell whether it is required without any condition."""
        return self.field.required is True

    @property
    def required_when(self) -> Any:
        """Return the condition that makes it required, as JSON."""
        found = self.field.required
        return None if isinstance(found, bool) else conditions.write(found)

    @property
    def visible_when(self) -> Any:
        """Return the condition under which it is shown, as JSON."""
        found: Condition | None = self.field.visible
        return None if found is None else conditions.write(found)

    @property
    def derived(self) -> bool:
        """Tell whether it follows from other answers."""
        return self.field.value is not None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.field, name)


def form(
    design: Document, member: CompanyMember | None, person: Person | None
) -> list[_FilledField]:
    """Return the fields of a design with the defaults and the rights of one person."""
    filled = defaults(design, variables_of(member, person) if member and person else {})
    role = member.role if member else None
    return [
        _FilledField(
            field,
            [_choice(design, field, choice) for choice in kinds.choices(design, field)],
            filled.get(field.name, ""),
            bool(role)
            and field.value is None
            and (field.editable_by is None or role in field.editable_by),
        )
        for field in design.fields
    ]


def _choice(design: Document, field: Field, choice: Choice) -> _Choice:
    colour = None
    if field.kind == "colour":
        colour = screen.hexadecimal(_inks(design.colours[choice.value].ink))
    return _Choice(choice.value, choice.label, colour)


def _inks(ink: Cmyk | Gray | Rgb | Spot) -> conversion.Cmyk:
    if isinstance(ink, Rgb):
        return conversion.cmyk(ink.red, ink.green, ink.blue)
    if isinstance(ink, Gray):
        return 0.0, 0.0, 0.0, ink.black
    full, tint = (ink.alternate, ink.tint) if isinstance(ink, Spot) else (ink, 1.0)
    return full.cyan * tint, full.magenta * tint, full.yellow * tint, full.black * tint

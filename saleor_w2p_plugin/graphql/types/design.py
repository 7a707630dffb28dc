"""Designs in GraphQL: the form that a storefront draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.companies.members import variables_of
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.document import Document, Field
from saleor_w2p_plugin.design.variables import defaults
from saleor_w2p_plugin.graphql.base import enum_of, found_or_none, int_id, node, non_null_list
from saleor_w2p_plugin.graphql.dataloaders import RevisionByProduct, asking, asking_person
from saleor_w2p_plugin.host.ports import Person
from saleor_w2p_plugin.models import CompanyMember, DesignRevision
from saleor_w2p_plugin.personalization.revisions import document

FIELD_KINDS = ("text", "multiline", "email", "phone", "url", "choice")
W2PFieldKind = enum_of(
    "W2PFieldKind", {kind.upper(): kind for kind in FIELD_KINDS}, "How a field is filled in."
)


class W2PChoice(graphene.ObjectType):
    """One of the answers to a choice."""

    value = graphene.String(required=True, description="The answer.")
    label = graphene.String(required=True, description="How to show it.")

    class Meta:
        description = "One of the answers to a choice."


class W2PDesignField(graphene.ObjectType):
    """One field of the form."""

    name = graphene.String(required=True, description="The name to answer by.")
    label = graphene.String(required=True, description="The label for people.")
    kind = graphene.Field(W2PFieldKind, required=True, description="How it is filled in.")
    help = graphene.String(required=True, description="A hint for people.")
    required = graphene.Boolean(required=True, description="Whether it must not be empty.")
    min_length = graphene.Int(required=True, description="The fewest characters.")
    max_length = graphene.Int(required=True, description="The most characters.")
    pattern = graphene.String(description="Regular expression for the whole answer.")
    choices = non_null_list(W2PChoice, description="The answers to choose from.")
    default = graphene.String(required=True, description="The answer where none is given.")
    editable = graphene.Boolean(
        required=True, description="Whether the person who asks may deviate from the default."
    )

    class Meta:
        description = "One field of a design's form."


class W2PDesignPage(graphene.ObjectType):
    """One page of a design."""

    name = graphene.String(required=True, description="The name of the page.")
    width_mm = graphene.Float(required=True, description="Trimmed width in millimetres.")
    height_mm = graphene.Float(required=True, description="Trimmed height in millimetres.")
    bleed_mm = graphene.Float(required=True, description="Bleed on each side in millimetres.")

    class Meta:
        description = "One page of a design."


@dataclass(frozen=True, slots=True)
class _FilledField:
    """A field as one person sees it."""

    field: Field
    default: str
    editable: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.field, name)


class W2PDesign(graphene.ObjectType):
    """A template to fill in."""

    id = graphene.ID(required=True, description="The ID of the design.")
    name = graphene.String(required=True, description="The name of the design.")
    revision = graphene.Int(required=True, description="The number of the published revision.")
    pages = non_null_list(W2PDesignPage, description="The pages, in order.")
    fields = non_null_list(
        W2PDesignField,
        description="The form, defaults filled in for the person who asks.",
        company_id=graphene.ID(description="The company to buy for, where there are several."),
    )

    class Meta:
        description = "A template that customers may fill in."

    @staticmethod
    def resolve_id(root: DesignRevision, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PDesign", root.design_id))

    @staticmethod
    def resolve_name(root: DesignRevision, _info: Any) -> str:
        """Return the name."""
        return root.design.name

    @staticmethod
    def resolve_revision(root: DesignRevision, _info: Any) -> int:
        """Return the number."""
        return root.number

    @staticmethod
    def resolve_pages(root: DesignRevision, info: Any) -> Any:
        """Return the pages of the document."""
        with host().reading(info.context) as using:
            return document(root.digest, using).pages

    @staticmethod
    def resolve_fields(root: DesignRevision, info: Any, company_id: str | None = None) -> Promise:
        """Return the fields with the defaults of the person who asks."""
        key = (
            found_or_none(lambda: int_id(company_id, "W2PCompany", "companyId"))
            if company_id
            else None
        )

        def fill(found: list[Any]) -> list[_FilledField]:
            (_requestor, members), person = found
            fitting = [m for m in members if key is None or m.company_id == key]
            with host().reading(info.context) as using:
                design = document(root.digest, using)
            return _filled_fields(design, fitting[0] if fitting else None, person)

        return Promise.all([asking(info.context), asking_person(info.context)]).then(fill)


def _filled_fields(
    design: Document, member: CompanyMember | None, person: Person | None
) -> list[_FilledField]:
    filled = defaults(design, variables_of(member, person) if member and person else {})
    role = member.role if member else None
    return [
        _FilledField(
            field,
            filled.get(field.name, ""),
            bool(role) and (field.editable_by is None or role in field.editable_by),
        )
        for field in design.fields
    ]


def resolve_design_of_product(root: Any, info: Any) -> Promise:
    """Return the design that a product is printed from."""
    return RevisionByProduct(info.context).load(node(root).pk)


def resolve_design_of_variant(root: Any, info: Any) -> Promise:
    """Return the design that a variant is printed from."""
    return RevisionByProduct(info.context).load(node(root).product_id)

"""Designs in GraphQL: the form that a storefront draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.graphql.base import (
    as_graphql_error,
    enum_of,
    found_or_none,
    int_id,
    node,
    non_null_list,
)
from saleor_w2p_plugin.graphql.dataloaders import PrintProductByProduct, asking, asking_person
from saleor_w2p_plugin.graphql.types.field import W2PDesignField, filled_fields
from saleor_w2p_plugin.models import (
    CompanyMember,
    DesignRevision,
    Personalization,
    PressRevision,
    PrintProduct,
    RevisionPolicy,
)
from saleor_w2p_plugin.personalization.editions import Edition, document, edition, edition_of

W2PRevisionPolicy = enum_of(
    "W2PRevisionPolicy",
    RevisionPolicy,
    "What becomes of a filled-in design, in a cart or ordered again, once there is a new revision: "
    "KEEP prints it as it was filled in, CONVERT has its answers taken to the new revision, STOP "
    "has it filled in again.",
)


class W2PDesignPage(graphene.ObjectType):
    """One page of a design."""

    name = graphene.String(required=True, description="The name of the page.")
    width_mm = graphene.Float(required=True, description="Trimmed width in millimetres.")
    height_mm = graphene.Float(required=True, description="Trimmed height in millimetres.")
    bleed_mm = graphene.Float(required=True, description="Bleed on each side in millimetres.")
    slug_mm = graphene.Float(
        required=True, description="What the sheet has around the bleed, in millimetres."
    )

    class Meta:
        description = "One page of a design."


class W2PDesignOutput(graphene.ObjectType):
    """One output size."""

    name = graphene.String(required=True, description="The name of the output.")
    pages = non_null_list(graphene.String, description="The names of its pages, in order.")

    class Meta:
        description = "One of the sizes that a design is printed in."


@dataclass(frozen=True, slots=True)
class ShownDesign:
    """A design as a product offers it, or as a personalization was filled in with it."""

    revision: DesignRevision
    output: str = ""
    press: PressRevision | None = None
    filled_in: Edition | None = None

    def edition_for(self, member: CompanyMember | None) -> Edition:
        """Return what was filled in; of an offer, what this member would fill in."""
        if self.filled_in is not None:
            return self.filled_in
        brand = member.company.brand if member else None
        return edition(self.revision, brand, self.press, self.output)


class W2PDesign(graphene.ObjectType):
    """A template to fill in."""

    id = graphene.ID(required=True, description="The ID of the design.")
    name = graphene.String(required=True, description="The name of the design.")
    revision = graphene.Int(required=True, description="The number of the published revision.")
    on_new_revision = graphene.Field(
        W2PRevisionPolicy,
        required=True,
        description="What becomes of what is filled in already once there is a new revision.",
    )
    output = graphene.String(
        required=True, description="The output size that is printed; blank for all pages."
    )
    outputs = non_null_list(W2PDesignOutput, description="The output sizes that there are.")
    pages = non_null_list(W2PDesignPage, description="The pages that are printed, in order.")
    fields = non_null_list(
        W2PDesignField,
        description="The form, defaults filled in for the person who asks.",
        company_id=graphene.ID(description="The company to buy for, where there are several."),
    )

    class Meta:
        description = "A template that customers may fill in."

    @staticmethod
    def resolve_id(root: ShownDesign, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PDesign", root.revision.design_id))

    @staticmethod
    def resolve_name(root: ShownDesign, _info: Any) -> str:
        """Return the name."""
        return root.revision.design.name

    @staticmethod
    def resolve_revision(root: ShownDesign, _info: Any) -> int:
        """Return the number."""
        return root.revision.number

    @staticmethod
    def resolve_on_new_revision(root: ShownDesign, _info: Any) -> str:
        """Return the policy."""
        return root.revision.design.on_new_revision

    @staticmethod
    def resolve_outputs(root: ShownDesign, info: Any) -> list[W2PDesignOutput]:
        """Return all output sizes of the design."""
        outputs = _document(edition(root.revision), info).outputs
        return [W2PDesignOutput(name=name, pages=pages) for name, pages in sorted(outputs.items())]

    @staticmethod
    def resolve_pages(root: ShownDesign, info: Any) -> Any:
        """Return the pages of the output, which are the same in any brand and for any press."""
        return _document(edition(root.revision, output=root.output), info).pages

    @staticmethod
    def resolve_fields(root: ShownDesign, info: Any, company_id: str | None = None) -> Promise:
        """Return the fields with the defaults and the brand of the person who asks."""
        key = (
            found_or_none(lambda: int_id(company_id, "W2PCompany", "companyId"))
            if company_id
            else None
        )

        def fill(found: list[Any]) -> list[Any]:
            (_requestor, members), person = found
            fitting = [m for m in members if key is None or m.company_id == key]
            member = fitting[0] if fitting else None
            return filled_fields(_document(root.edition_for(member), info), member, person)

        return Promise.all([asking(info.context), asking_person(info.context)]).then(fill)


class W2PDesignEdge(graphene.ObjectType):
    """One design of a page."""

    node = graphene.Field(W2PDesign, required=True, description="The design.")
    cursor = graphene.String(required=True, description="A cursor for use in pagination.")

    class Meta:
        name = "W2PDesignCountableEdge"
        description = "One design of a page."

    @staticmethod
    def resolve_node(root: dict[str, Any], _info: Any) -> ShownDesign:
        """Return the design of a revision."""
        return ShownDesign(root["node"])


class W2PDesignConnection(graphene.ObjectType):
    """A page of designs."""

    page_info = graphene.Field(graphene.relay.PageInfo, required=True, description="Paging data.")
    edges = non_null_list(W2PDesignEdge, description="The designs of this page.")
    total_count = graphene.Int(description="How many there are in all.")

    class Meta:
        name = "W2PDesignCountableConnection"
        description = "A page of designs."


def _document(of: Edition, info: Any) -> Document:
    with host().reading(info.context) as using:
        try:
            return document(of, using)
        except W2PError as error:
            raise as_graphql_error(error) from error


def filled_in(personalization: Personalization) -> ShownDesign:
    """Return the design as a personalization was filled in with it."""
    found = personalization
    return ShownDesign(found.revision, found.output, found.press, edition_of(found))


def _offered(printed: PrintProduct | None) -> ShownDesign | None:
    if printed is None or printed.design.current is None:
        return None
    return ShownDesign(printed.design.current, printed.output, printed.press)


def resolve_design_of_product(root: Any, info: Any) -> Promise:
    """Return the design that a product is printed from."""
    return PrintProductByProduct(info.context).load(node(root).pk).then(_offered)


def resolve_design_of_variant(root: Any, info: Any) -> Promise:
    """Return the design that a variant is printed from."""
    return PrintProductByProduct(info.context).load(node(root).product_id).then(_offered)

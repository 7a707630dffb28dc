"""Personalizations in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.graphql.base import as_graphql_error, node, non_null_list
from saleor_w2p_plugin.graphql.dataloaders import PersonalizationById, PersonalizationByLine, asking
from saleor_w2p_plugin.graphql.scalars import date_time
from saleor_w2p_plugin.graphql.types.company import W2PCompany
from saleor_w2p_plugin.graphql.types.design import W2PDesign
from saleor_w2p_plugin.models import DesignRevision, Personalization
from saleor_w2p_plugin.personalization.access import may_view
from saleor_w2p_plugin.personalization.pictures import PREVIEW, PROOF, page_count, picture_link
from saleor_w2p_plugin.personalization.revisions import document


class W2PAnswer(graphene.ObjectType):
    """One answer."""

    field = graphene.String(required=True, description="The name of the field.")
    value = graphene.String(required=True, description="The answer.")

    class Meta:
        description = "The answer to one field of a design."


class W2PImage(graphene.ObjectType):
    """A picture of a page, made by the renderer of the press file."""

    url = graphene.String(required=True, description="Where to get the picture (JPEG).")
    expires_at = date_time(required=True, description="Until when the address works.")
    page = graphene.Int(required=True, description="The page shown, counted from 1.")
    page_count = graphene.Int(required=True, description="How many pages there are.")

    class Meta:
        description = "A picture of one page of what will be printed."


def _picture(default_dpi: int, description: str) -> graphene.Field:
    return graphene.Field(
        W2PImage,
        required=True,
        description=description,
        page=graphene.Int(default_value=1, description="The page, counted from 1."),
        dpi=graphene.Int(default_value=default_dpi, description="Pixels per inch, 36 to 300."),
    )


class W2PPersonalization(graphene.ObjectType):
    """A customer's filled-in design."""

    id = graphene.ID(required=True, description="The ID of the personalization.")
    variant_id = graphene.ID(description="The ID of the variant; null once it is deleted.")
    company = graphene.Field(W2PCompany, required=True, description="The company it is for.")
    design = graphene.Field(W2PDesign, required=True, description="The design as it was filled in.")
    answers = non_null_list(W2PAnswer, description="The complete answers.")
    fingerprint = graphene.String(
        required=True, description="SHA-256 of all that decides what is printed."
    )
    locked = graphene.Boolean(required=True, description="Whether it is ordered and final.")
    preview = _picture(150, "A picture to work with.")
    proof = _picture(100, "A watermarked picture with the fingerprint, to approve.")

    class Meta:
        description = "A customer's filled-in design."

    @staticmethod
    def resolve_id(root: Personalization, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PPersonalization", root.pk))

    @staticmethod
    def resolve_variant_id(root: Personalization, _info: Any) -> str | None:
        """Return the relay id of the variant."""
        if root.variant_id is None:
            return None
        return str(graphene.Node.to_global_id("ProductVariant", root.variant_id))

    @staticmethod
    def resolve_design(root: Personalization, _info: Any) -> DesignRevision:
        """Return the revision."""
        return root.revision

    @staticmethod
    def resolve_answers(root: Personalization, info: Any) -> list[dict[str, str]]:
        """Return the answers as pairs, in the order of the form."""
        with host().reading(info.context) as using:
            fields = document(root.revision.digest, using).fields
        return [{"field": field.name, "value": root.answers[field.name]} for field in fields]

    @staticmethod
    def resolve_locked(root: Personalization, _info: Any) -> bool:
        """Tell whether it is ordered."""
        return root.is_locked

    @staticmethod
    def resolve_preview(root: Personalization, info: Any, page: int, dpi: int) -> dict[str, Any]:
        """Return the signed address of a preview."""
        return _image(root, info, PREVIEW, page, dpi)

    @staticmethod
    def resolve_proof(root: Personalization, info: Any, page: int, dpi: int) -> dict[str, Any]:
        """Return the signed address of a proof."""
        return _image(root, info, PROOF, page, dpi)


def _image(root: Personalization, info: Any, kind: str, page: int, dpi: int) -> dict[str, Any]:
    with host().reading(info.context) as using:
        try:
            link = picture_link(root, kind, page, dpi, using)
        except W2PError as error:
            raise as_graphql_error(error) from error
        count = page_count(root, using)
    return {"url": link.url, "expires_at": link.expires_at, "page": page, "page_count": count}


def shown(info: Any, loading: Promise) -> Promise:
    """Resolve to a personalization if it exists for the person who asks, else to None."""

    def filter_by(asked_and_found: list[Any]) -> Personalization | None:
        (requestor, memberships), found = asked_and_found
        return found if found and may_view(requestor, memberships, found) else None

    return Promise.all([asking(info.context), loading]).then(filter_by)


def resolve_personalization_of_line(root: Any, info: Any) -> Promise:
    """Return what a line of a checkout prints."""
    return shown(info, PersonalizationByLine(info.context).load(node(root).pk))


def load_personalization(info: Any, key: Any) -> Promise:
    """Return a personalization by its id."""
    return shown(info, PersonalizationById(info.context).load(key))

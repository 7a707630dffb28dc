"""Personalizations in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.graphql.base import as_graphql_error, enum_of, node, non_null_list
from saleor_w2p_plugin.graphql.dataloaders import (
    PersonalizationById,
    PersonalizationByLine,
    PicturesByPersonalization,
    asking,
)
from saleor_w2p_plugin.graphql.scalars import date_time
from saleor_w2p_plugin.graphql.types.company import W2PCompany
from saleor_w2p_plugin.graphql.types.design import ShownDesign, W2PDesign, filled_in
from saleor_w2p_plugin.graphql.types.picture import W2PPicture
from saleor_w2p_plugin.models import Personalization
from saleor_w2p_plugin.personalization.access import may_view
from saleor_w2p_plugin.personalization.editions import document, edition_of
from saleor_w2p_plugin.personalization.images import (
    FORMATS,
    PREVIEW,
    PROOF,
    image_link,
    page_count,
)

W2PImageFormat = enum_of(
    "W2PImageFormat", {name.upper(): name for name in FORMATS}, "The format of an image."
)


class W2PAnswer(graphene.ObjectType):
    """One answer."""

    field = graphene.String(required=True, description="The name of the field.")
    value = graphene.String(required=True, description="The answer.")
    picture = graphene.Field(
        W2PPicture, description="The uploaded picture that an answer to an IMAGE field names."
    )

    class Meta:
        description = "The answer to one field of a design."


class W2PImage(graphene.ObjectType):
    """An image of a page, made by the renderer of the press file."""

    url = graphene.String(required=True, description="Where to get the image.")
    expires_at = date_time(required=True, description="Until when the address works.")
    page = graphene.Int(required=True, description="The page shown, counted from 1.")
    page_count = graphene.Int(required=True, description="How many pages there are.")

    class Meta:
        description = "An image of one page of what will be printed."


def _image_field(default_dpi: int, most_dpi: int, description: str) -> graphene.Field:
    return graphene.Field(
        W2PImage,
        required=True,
        description=description,
        page=graphene.Int(default_value=1, description="The page, counted from 1."),
        dpi=graphene.Int(
            default_value=default_dpi, description=f"Pixels per inch, 36 to {most_dpi}."
        ),
        format=graphene.Argument(
            W2PImageFormat, default_value="jpeg", description="The format of the image."
        ),
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
    preview = _image_field(150, 300, "An image to work with.")
    proof = _image_field(
        100, 150, "A watermarked image with the fingerprint, to approve; too coarse to print from."
    )

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
    def resolve_design(root: Personalization, _info: Any) -> ShownDesign:
        """Return the design as it was filled in."""
        return filled_in(root)

    @staticmethod
    def resolve_answers(root: Personalization, info: Any) -> Promise:
        """Return the answers as pairs, in the order of the form."""
        with host().reading(info.context) as using:
            fields = document(edition_of(root), using).fields

        def pair(pictures: dict[str, Any]) -> list[dict[str, Any]]:
            return [
                {"field": name, "value": value, "picture": pictures.get(value.partition("#")[0])}
                for name, value in ((field.name, root.answers[field.name]) for field in fields)
            ]

        if not any(field.kind == "image" for field in fields):
            return Promise.resolve(pair({}))
        return PicturesByPersonalization(info.context).load(root.pk).then(pair)

    @staticmethod
    def resolve_locked(root: Personalization, _info: Any) -> bool:
        """Tell whether it is ordered."""
        return root.is_locked

    @staticmethod
    def resolve_preview(root: Personalization, info: Any, **asked: Any) -> dict[str, Any]:
        """Return the signed address of a preview."""
        return _image(root, info, PREVIEW, **asked)

    @staticmethod
    def resolve_proof(root: Personalization, info: Any, **asked: Any) -> dict[str, Any]:
        """Return the signed address of a proof."""
        return _image(root, info, PROOF, **asked)


def _image(
    root: Personalization, info: Any, kind: str, *, page: int, dpi: int, format: Any
) -> dict[str, Any]:
    with host().reading(info.context) as using:
        try:
            link = image_link(root, kind, page, dpi, format, using)
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

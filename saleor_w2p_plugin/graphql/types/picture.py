"""Pictures of a company in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.models import Picture
from saleor_w2p_plugin.personalization.originals import original_link


class W2PPicture(graphene.ObjectType):
    """A picture that a member has uploaded."""

    id = graphene.ID(required=True, description="The ID of the picture.")
    digest = graphene.String(
        required=True,
        description=(
            "SHA-256 of the file: the answer to an image field. `#xywh=percent:10,0,80,100` after "
            "it shows a part: left, top, width and height in percent."
        ),
    )
    format = graphene.String(required=True, description="The format, such as JPEG or PNG.")
    width_px = graphene.Int(required=True, description="Width of the upright picture in pixels.")
    height_px = graphene.Int(required=True, description="Height of the upright picture in pixels.")
    size = graphene.Int(required=True, description="Size in bytes.")
    url = graphene.String(
        required=True, description="Signed, expiring address of the file as it was uploaded."
    )

    class Meta:
        description = "A picture that a member of a company has uploaded."

    @staticmethod
    def resolve_id(root: Picture, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PPicture", root.pk))

    @staticmethod
    def resolve_digest(root: Picture, _info: Any) -> str:
        """Return the checksum."""
        return root.sha256

    @staticmethod
    def resolve_url(root: Picture, _info: Any) -> str:
        """Return a fresh address."""
        return original_link(root).url

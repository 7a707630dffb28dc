"""w2pArtworkImport."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import graphene

from saleor_w2p_plugin.errors import Code, W2PError, refuse
from saleor_w2p_plugin.graphql.base import (
    W2PMutation,
    W2POperatorMutation,
    int_id,
    non_null_list,
    plain_text,
)
from saleor_w2p_plugin.graphql.scalars import file_of, upload_field, uploads_field
from saleor_w2p_plugin.graphql.types.design import ShownDesign, W2PDesign
from saleor_w2p_plugin.graphql.types.difference import W2PDifference
from saleor_w2p_plugin.graphql.types.production import W2PFinding
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.artwork import (
    MOST_FONTS,
    ArtworkBlocked,
    Supplied,
    publish_artwork,
)

_LONGEST_NAME = 200


class W2PArtworkImportInput(graphene.InputObjectType):
    """A file, and what it is to become."""

    file = upload_field(required=True, description="A PDF, SVG or picture, in a multipart request.")
    name = graphene.String(
        description="The name of the design; without one, that of the file. A design of this name "
        "gets a new revision."
    )
    product_id = graphene.ID(description="The product to print from it.")
    press_name = graphene.String(
        description="The press policy to check it by, and to print the product by; without one, "
        "that of the product."
    )
    fixes = graphene.List(
        graphene.NonNull(graphene.String),
        description="The fixes that may be made, by the names that findings offer.",
    )
    width_mm = graphene.Float(
        description="Trimmed width in millimetres of a file that does not tell its size."
    )
    height_mm = graphene.Float(description="Trimmed height of such a file in millimetres.")
    bleed_mm = graphene.Float(description="What such a file has around it, in millimetres.")
    fonts = uploads_field(description="Fonts that the file names and does not hold.")

    class Meta:
        description = "A file, and what it is to become."


class W2PArtworkImport(W2POperatorMutation):
    """Make a design of a printer's file."""

    design = graphene.Field(W2PDesign, description="The design, at the revision that was made.")
    findings = non_null_list(
        W2PFinding, description="What was found in the file, also where it was refused."
    )
    differences = non_null_list(
        W2PDifference, description="How the fields differ from the revision before."
    )

    class Arguments:
        input = W2PArtworkImportInput(required=True, description="What to import.")

    class Meta:
        description = (
            "Make a design of a printer's file and publish it; form fields of a PDF become frames. "
            "A file that preflight stops changes nothing. Requires MANAGE_WEB_TO_PRINT."
        )

    @staticmethod
    def resolve_findings(root: W2PArtworkImport, _info: Any) -> list[dict[str, Any]]:
        """Return the findings as JSON."""
        return [found.to_json() for found in root.findings or ()]

    @staticmethod
    def resolve_differences(root: W2PArtworkImport, _info: Any) -> list[Any]:
        """Return the differences."""
        return root.differences or []

    @classmethod
    def mutate(cls, _root: Any, info: Any, **data: Any) -> W2PMutation:
        """Find the files of the request by the names of their parts."""
        given = dict(data["input"])
        given["file"] = file_of(info.context, given.get("file"))
        given["fonts"] = [file_of(info.context, part) for part in given.get("fonts") or ()]
        return super().mutate(_root, info, input=given)

    @classmethod
    def refused(cls, error: W2PError) -> W2PMutation:
        """Say also what does not stop the file."""
        findings = error.findings if isinstance(error, ArtworkBlocked) else ()
        return cls(errors=list(error.problems), findings=findings)

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PArtworkImport:
        """Publish the design."""
        published = publish_artwork(_supplied(data["input"]))
        return cls(
            design=ShownDesign(published.revision),
            findings=published.findings,
            differences=published.differences,
        )


def _supplied(given: dict[str, Any]) -> Supplied:
    file, fonts, product = given["file"], given["fonts"], given.get("product_id")
    if file is None:
        raise refuse(Code.REQUIRED, "Send a file with the request.", "file")
    if None in fonts or len(fonts) > MOST_FONTS:
        raise refuse(Code.INVALID, f"At most {MOST_FONTS} fonts, each a file.", "fonts")
    named = plain_text(given.get("name"), _LONGEST_NAME, "name")
    return Supplied(
        file=file,
        name=named or PurePath(file.name or "").stem[:_LONGEST_NAME],
        fonts=fonts,
        fixes=frozenset(given.get("fixes") or ()),
        size_mm=_size(given.get("width_mm"), given.get("height_mm")),
        bleed_mm=given.get("bleed_mm") or 0.0,
        product_id=int_id(product, "Product", "productId") if product else None,
        press_name=plain_text(given.get("press_name"), _LONGEST_NAME, "pressName"),
    )


def _size(width: float | None, height: float | None) -> tuple[float, float] | None:
    if width is None and height is None:
        return None
    if not (width and height and width > 0 and height > 0):
        raise refuse(Code.INVALID, "A size has a width and a height.", "widthMm")
    return width, height

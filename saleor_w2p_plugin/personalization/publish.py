"""A design document and its assets in, a published and immutable revision out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from saleor_w2p_plugin.design import outputs
from saleor_w2p_plugin.design.document import Document, load
from saleor_w2p_plugin.errors import ArtworkInvalid, Code, refuse
from saleor_w2p_plugin.models import (
    Design,
    DesignRevision,
    PressRevision,
    PrintProduct,
    RevisionPolicy,
)
from saleor_w2p_plugin.paperwork import pictures
from saleor_w2p_plugin.personalization.assets import read_json, store
from saleor_w2p_plugin.personalization.fitting import require_design_fits, require_product_fits
from saleor_w2p_plugin.personalization.revisions import revision
from saleor_w2p_plugin.rendering import (
    Assets,
    Compiled,
    FolderAssets,
    compile,
    fixed_pdf,
    references,
)

# A map of a city takes a second.
_DRAWING_SECONDS: Final = 20.0


def publish_folder(path: Path) -> DesignRevision:
    """Publish `design.json` with the files beside it; raises W2PError as `publish`."""
    raw = read_json(path)
    return publish(raw, FolderAssets(path.parent, load(raw)))


def publish(raw: Mapping[str, Any], assets: Assets) -> DesignRevision:
    """Check that a design compiles, store its assets, and make it the current revision.

    A design is known by its name; content that was published before is the same revision again,
    which is how an earlier one is brought back. It must have the outputs that products print, and
    compile in the brand of each company that buys one of them, for the press that prints it; its
    artwork must be drawn in reasonable time.
    Raises DesignInvalid, ArtworkInvalid and W2PError; nothing is stored then.
    """
    document = load(raw)
    compiled = compile(document, assets)
    _require_outputs(document)
    _require_drawable(compiled)
    require_design_fits(document, assets)
    with transaction.atomic():
        store(references(document), assets)
        Design.objects.get_or_create(name=document.name)
        # Two people who publish at once queue up here for their revision numbers.
        design = Design.objects.select_for_update().get(name=document.name)
        design.current = revision(design.revisions.all(), raw, document.digest, design=design)
        design.save(update_fields=["current"])
    return design.current


@transaction.atomic
def print_from(
    product_id: int, design: Design, output: str = "", press: PressRevision | None = None
) -> None:
    """Make a product one that is printed from a design, on the pages of an output or on all, by a
    press policy or by the one that is shipped.

    Raises W2PError: NOT_FOUND where the design has no such output, and every problem of its
    compiling in the brands of those who buy it, for this press.
    """
    if output and design.current is not None:
        outputs.select(load(design.current.document), output)
    PrintProduct.objects.update_or_create(
        product_id=product_id, defaults={"design": design, "output": output, "press": press}
    )
    require_product_fits(product_id)


def on_new_revision(design_id: int, policy: RevisionPolicy) -> Design:
    """Say what becomes of what is filled in already once a design has a new revision.

    Raises W2PError with NOT_FOUND.
    """
    rows = Design.objects.select_related("current__design").filter(pk=design_id)
    if not rows.update(on_new_revision=policy):
        raise refuse(Code.NOT_FOUND, "There is no such design.", "id")
    return rows.get()


def _require_drawable(compiled: Compiled) -> None:
    """Refuse artwork that is never drawn: proofs and previews have no clock that stops them."""
    if not compiled.document.artwork:
        return
    numbers = range(1, len(compiled.boxes) + 1)
    try:
        pictures.draw(fixed_pdf(compiled), numbers, seconds=_DRAWING_SECONDS)
    except ArtworkInvalid as error:
        message = f"The artwork cannot be drawn. {error.problems[0].message}"
        raise refuse(Code.ARTWORK_INVALID, message, "artwork") from error


def _require_outputs(document: Document) -> None:
    """Refuse a revision without an output that a product prints already."""
    printed = PrintProduct.objects.filter(design__name=document.name).exclude(output="")
    for name in printed.values_list("output", flat=True).distinct():
        outputs.select(document, name)

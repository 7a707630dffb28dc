"""An edition in, its parsed document or compiled design out; kept per process.

An edition is what is printed but for the answers: a revision of a design, in a brand, for a press,
on the pages of an output.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from saleor_w2p_plugin.design import brand, outputs, press
from saleor_w2p_plugin.design.document import Document, load
from saleor_w2p_plugin.models import (
    BrandRevision,
    DesignRevision,
    Personalization,
    PressRevision,
    PrintProduct,
)
from saleor_w2p_plugin.personalization.assets import StoredAssets
from saleor_w2p_plugin.rendering import Compiled, compile

COMPILED_KEPT = 16
"""Compiled designs per process; one with a full-bleed photograph takes some megabytes."""


class Edition(NamedTuple):
    """Digests of a revision, of a brand and of a press policy, blank for none, and an output, blank
    for all pages."""

    revision: str
    brand: str = ""
    press: str = ""
    output: str = ""


def edition(
    revision: DesignRevision,
    in_brand: BrandRevision | None = None,
    for_press: PressRevision | None = None,
    output: str = "",
) -> Edition:
    """Name an edition by its rows."""
    return Edition(
        revision.digest,
        in_brand.digest if in_brand else "",
        for_press.digest if for_press else "",
        output,
    )


def edition_of(personalization: Personalization) -> Edition:
    """Return the edition that a personalization was filled in with."""
    found = personalization
    return edition(found.revision, found.brand, found.press, found.output)


@lru_cache(maxsize=8 * COMPILED_KEPT)
def document(of: Edition, using: str = "default") -> Document:
    """Parse a revision, put the brand in, take it to the press, and keep the pages of the output.

    Raises DesignRevision.DoesNotExist, BrandRevision.DoesNotExist, PressRevision.DoesNotExist, and
    W2PError where brand, press or output do not fit.
    """
    found = load(_published(DesignRevision, of.revision, using))
    if of.brand:
        found = brand.apply(found, brand.load_brand(_published(BrandRevision, of.brand, using)))
    if of.press:
        found = press.apply(found, press.load_press(_published(PressRevision, of.press, using)))
    return outputs.select(found, of.output) if of.output else found


@lru_cache(maxsize=COMPILED_KEPT)
def compiled(of: Edition, using: str = "default") -> Compiled:
    """Compile an edition: fonts read, artwork normalised for the press."""
    return compile(document(of, using), StoredAssets(using))


def print_product(product_id: int, using: str = "default") -> PrintProduct | None:
    """Return what a product is printed from, if it is and the design is published."""
    rows = PrintProduct.objects.using(using).filter(product_id=product_id).printable()
    return rows.first()


def _published(
    of: type[DesignRevision] | type[BrandRevision] | type[PressRevision], digest: str, using: str
) -> dict[str, object]:
    found = of._default_manager.using(using).filter(digest=digest).only("document").first()
    if found is None:
        raise of.DoesNotExist(digest)
    document: dict[str, object] = found.document
    return document

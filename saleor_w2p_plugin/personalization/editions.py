"""An edition in, its parsed document or compiled design out; kept per process.

An edition is what is printed but for the answers: a revision of a design, in a brand, on the pages
of an output.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from saleor_w2p_plugin.design import brand, outputs
from saleor_w2p_plugin.design.document import Document, load
from saleor_w2p_plugin.models import BrandRevision, DesignRevision, Personalization, PrintProduct
from saleor_w2p_plugin.personalization.assets import StoredAssets
from saleor_w2p_plugin.rendering import Compiled, compile

COMPILED_KEPT = 16
"""Compiled designs per process; one with a full-bleed photograph takes some megabytes."""


class Edition(NamedTuple):
    """Digests of a revision and of a brand, blank for none, and an output, blank for all pages."""

    revision: str
    brand: str = ""
    output: str = ""


def edition(
    revision: DesignRevision, in_brand: BrandRevision | None = None, output: str = ""
) -> Edition:
    """Name an edition by its rows."""
    return Edition(revision.digest, in_brand.digest if in_brand else "", output)


def edition_of(personalization: Personalization) -> Edition:
    """Return the edition that a personalization was filled in with."""
    return edition(personalization.revision, personalization.brand, personalization.output)


@lru_cache(maxsize=8 * COMPILED_KEPT)
def document(of: Edition, using: str = "default") -> Document:
    """Parse a revision, put the brand in, and keep the pages of the output.

    Raises DesignRevision.DoesNotExist, BrandRevision.DoesNotExist, and W2PError where brand or
    output do not fit.
    """
    revisions = DesignRevision.objects.using(using).filter(digest=of.revision)
    revision = revisions.only("document").first()
    if revision is None:
        raise DesignRevision.DoesNotExist(of.revision)
    found = load(revision.document)
    if of.brand:
        found = brand.apply(found, _brand(of.brand, using))
    return outputs.select(found, of.output) if of.output else found


@lru_cache(maxsize=COMPILED_KEPT)
def compiled(of: Edition, using: str = "default") -> Compiled:
    """Compile an edition: fonts read, artwork normalised for the press."""
    return compile(document(of, using), StoredAssets(using))


def print_product(product_id: int, using: str = "default") -> PrintProduct | None:
    """Return what a product is printed from, if it is and the design is published."""
    rows = PrintProduct.objects.using(using).filter(product_id=product_id).printable()
    return rows.first()


def _brand(digest: str, using: str) -> brand.Brand:
    found = BrandRevision.objects.using(using).filter(digest=digest).only("document").first()
    if found is None:
        raise BrandRevision.DoesNotExist(digest)
    return brand.load_brand(found.document)

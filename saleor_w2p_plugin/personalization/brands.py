"""A brand profile and its files in, a published and immutable brand of a company out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from saleor_w2p_plugin.design.brand import Brand, load_brand
from saleor_w2p_plugin.design.document import Document, Page
from saleor_w2p_plugin.design.frame import ArtFrame
from saleor_w2p_plugin.models import BrandRevision, Company
from saleor_w2p_plugin.personalization.assets import read_json, store
from saleor_w2p_plugin.personalization.fitting import require_brand_fits
from saleor_w2p_plugin.personalization.revisions import revision
from saleor_w2p_plugin.rendering import Assets, FolderAssets, compile, references

_SIDE_MM: Final = 100.0


def publish_brand_folder(path: Path, company: Company) -> BrandRevision:
    """Publish `brand.json` with the files beside it; raises W2PError as `publish_brand`."""
    raw = read_json(path)
    return publish_brand(raw, FolderAssets(path.parent, load_brand(raw)), company)


def publish_brand(raw: Mapping[str, Any], assets: Assets, company: Company) -> BrandRevision:
    """Check that a brand can be printed, store its files, and make it the company's.

    Its own files must be printable, and each design that the company's catalogs sell must compile
    in it. Content that was published before is the same revision again. What is filled in already
    keeps the brand it has, until somebody changes it. Raises DesignInvalid, ArtworkInvalid and
    W2PError; a problem with a design says its name. Nothing is stored then.
    """
    brand = load_brand(raw)
    compile(_specimen(brand), assets)
    require_brand_fits(brand, company, assets)
    with transaction.atomic():
        store(references(brand), assets)
        # Two people who publish at once queue up here for their revision numbers.
        locked = Company.objects.select_for_update().get(pk=company.pk)
        locked.brand = revision(locked.brand_revisions.all(), raw, brand.digest, company=locked)
        locked.save(update_fields=["brand"])
    return locked.brand


def _specimen(brand: Brand) -> Document:
    """Return a design that has all that a brand has, so that compiling it looks at each file.

    HTML artwork is left out: what it refers to is known only in a design.
    """
    frames = tuple(
        ArtFrame(key, 0.0, 0.0, _SIDE_MM, _SIDE_MM, 0.0, 0, None, key, 1, "contain")
        for key, ref in brand.artwork.items()
        if not ref.asset.endswith(".html")
    )
    return Document(
        version=1,
        name=brand.name,
        locale="en",
        allows_rgb=True,
        fonts=brand.fonts,
        colours=brand.colours,
        images=brand.images,
        artwork=brand.artwork,
        files=(),
        fields=(),
        pages=(Page("specimen", _SIDE_MM, _SIDE_MM, 0.0, 0.0, 0.0, None, frames),),
        outputs={},
        digest=brand.digest,
    )

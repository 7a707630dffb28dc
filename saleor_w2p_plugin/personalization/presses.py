"""A press policy and its profile in, a published and immutable revision of it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from saleor_w2p_plugin.design.document import Document, Page
from saleor_w2p_plugin.design.press import Press, apply, load_press
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.models import PressRevision, PrintProduct
from saleor_w2p_plugin.personalization.assets import read_json, store
from saleor_w2p_plugin.personalization.fitting import require_press_fits
from saleor_w2p_plugin.personalization.revisions import revision
from saleor_w2p_plugin.prepress.preflight import check_settings
from saleor_w2p_plugin.rendering import Assets, FolderAssets, compile, references

_BLANK: Final = Document(
    version=1,
    name="specimen",
    locale="en",
    allows_rgb=True,
    fonts={},
    colours={},
    images={},
    artwork={},
    files=(),
    fields=(),
    pages=(Page("specimen", 100.0, 100.0, 0.0, 0.0, 0.0, None, ()),),
    outputs={},
    digest="",
)
"""A design of nothing, which compiles for every press whose own files are good."""


def publish_press_folder(path: Path, product_ids: Collection[int] = ()) -> PressRevision:
    """Publish `press.json` with the profile beside it; raises W2PError as `publish_press`."""
    raw = read_json(path)
    return publish_press(raw, FolderAssets(path.parent, load_press(raw)), product_ids)


def publish_press(
    raw: Mapping[str, Any], assets: Assets, product_ids: Collection[int] = ()
) -> PressRevision:
    """Check that a press policy can be printed by, store its profile, and take products to it.

    Those are the print products among `product_ids`, and all that are printed by an earlier
    revision of the same name; the design of each must compile for it. Content that was published
    before is the same revision again. What is filled in already keeps the policy it has, until
    somebody changes it. Raises DesignInvalid, ArtworkInvalid and W2PError: NOT_PERSONALIZABLE for
    a product that is printed from no design, STALE where somebody publishes the same name at this
    moment. Nothing is stored then.
    """
    policy = load_press(raw)
    check_settings(policy)
    compile(apply(_BLANK, policy), assets)
    products = PrintProduct.objects.filter(
        Q(press__name=policy.name) | Q(product_id__in=product_ids)
    )
    if not set(product_ids) <= set(products.values_list("product_id", flat=True)):
        raise refuse(Code.NOT_PERSONALIZABLE, "A product is printed from no design.", "product")
    require_press_fits(policy, products, assets)
    with transaction.atomic():
        store(references(policy), assets)
        published = _published(raw, policy)
        products.update(press=published)
    return published


def press_named(name: str, field: str = "press") -> PressRevision:
    """Return the revision of a press policy that products are taken to; the newest, where none is.

    Raises W2PError, NOT_FOUND about `field`.
    """
    rows = PressRevision.objects.filter(name=name)
    found = rows.exclude(print_products=None).first() or rows.first()
    if found is None:
        raise refuse(Code.NOT_FOUND, f"There is no press policy “{name}”.", field)
    return found


def _published(raw: Mapping[str, Any], policy: Press) -> PressRevision:
    rows = PressRevision.objects.filter(name=policy.name)
    try:
        with transaction.atomic():
            return revision(rows, raw, policy.digest, name=policy.name)
    except IntegrityError:
        raise refuse(Code.STALE, "Somebody else publishes it at this moment.", "name") from None

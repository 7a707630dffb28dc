"""A personalization in, the picture of one page out: a preview to work with, a proof to approve."""

from __future__ import annotations

from django.core.cache import cache

from saleor_w2p_plugin.conf import preview_seconds
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.links import SignedLink, signed_link
from saleor_w2p_plugin.models import Personalization
from saleor_w2p_plugin.personalization.revisions import compiled, document
from saleor_w2p_plugin.rendering import check_picture, preview, proof

PREVIEW = "previews"
PROOF = "proofs"
_PAINTERS = {PREVIEW: preview, PROOF: proof}

DPI = range(36, 301)
"""Resolutions on offer, in pixels per inch; more would be a press file for nothing."""


def picture_link(
    personalization: Personalization, kind: str, page: int, dpi: int, using: str
) -> SignedLink:
    """Sign the address of a picture of the answers as they are now.

    Raises W2PError for a page that the design has not, or a resolution out of range.
    """
    if dpi not in DPI:
        raise refuse(Code.INVALID, f"dpi is {DPI.start} to {DPI.stop - 1}.", "dpi")
    check_picture(document(personalization.revision.digest, using), page, dpi)
    payload = [str(personalization.pk), personalization.fingerprint, page, dpi]
    return signed_link(kind, payload, preview_seconds())


def page_count(personalization: Personalization, using: str) -> int:
    """Count the pages of what is printed."""
    return len(document(personalization.revision.digest, using).pages)


def picture(kind: str, payload: list[object]) -> bytes | None:
    """Return the JPEG that a signed payload asks for; None where the answers have changed since."""
    key, fingerprint, page, dpi = str(payload[0]), str(payload[1]), payload[2], payload[3]
    rows = Personalization.objects.select_related("revision")
    found = rows.filter(pk=key, fingerprint=fingerprint).first()
    if found is None or not isinstance(page, int) or not isinstance(dpi, int):
        return None
    name = f"w2p:{kind}:{fingerprint}:{page}:{dpi}"
    image: bytes | None = cache.get(name)
    if image is None:
        image = _PAINTERS[kind](compiled(found.revision.digest), found.answers, page, dpi)
        cache.set(name, image, preview_seconds())
    return image

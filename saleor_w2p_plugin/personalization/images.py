"""A personalization in, an image of one page out: a preview to work with, a proof to approve."""

from __future__ import annotations

from typing import Final, get_args

from django.core.cache import cache

from saleor_w2p_plugin.conf import preview_seconds
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.links import SignedLink, signed_link
from saleor_w2p_plugin.models import Personalization
from saleor_w2p_plugin.personalization.editions import compiled, document, edition_of
from saleor_w2p_plugin.personalization.pictures import CompanyPictures
from saleor_w2p_plugin.rendering import PictureFormat, check_picture, check_proof, preview, proof

PREVIEW: Final = "previews"
PROOF: Final = "proofs"
FORMATS: Final[tuple[PictureFormat, ...]] = get_args(PictureFormat)
_PAINTERS = {PREVIEW: preview, PROOF: proof}
_CHECKS = {PREVIEW: check_picture, PROOF: check_proof}

DPI = range(36, 301)
"""Resolutions on offer, in pixels per inch; more would be a press file for nothing."""


def image_link(
    personalization: Personalization,
    kind: str,
    page: int,
    dpi: int,
    image_format: PictureFormat,
    using: str,
) -> SignedLink:
    """Sign the address of an image of the answers as they are now.

    Raises W2PError for a page that is not printed, or a resolution out of range: a proof has at
    most 150 dpi.
    """
    if dpi not in DPI:
        raise refuse(Code.INVALID, f"dpi is {DPI.start} to {DPI.stop - 1}.", "dpi")
    _CHECKS[kind](document(edition_of(personalization), using), page, dpi)
    payload = [str(personalization.pk), personalization.fingerprint, page, dpi, image_format]
    return signed_link(kind, payload, preview_seconds())


def page_count(personalization: Personalization, using: str) -> int:
    """Count the pages of what is printed."""
    return len(document(edition_of(personalization), using).pages)


def image(kind: str, payload: list[object]) -> tuple[bytes, str] | None:
    """Return the image that a signed payload asks for, and its content type.

    Returns None where the answers have changed since.
    """
    key, fingerprint, page, dpi, image_format = payload
    rows = Personalization.objects.printable()
    found = rows.filter(pk=str(key), fingerprint=str(fingerprint)).first()
    if found is None or not isinstance(page, int) or not isinstance(dpi, int):
        return None
    wanted = next(name for name in FORMATS if name == image_format)
    name = f"w2p:{kind}:{fingerprint}:{page}:{dpi}:{wanted}"
    made: bytes | None = cache.get(name)
    if made is None:
        of = edition_of(found)
        pictures = CompanyPictures(found.company_id, document(of))
        made = _PAINTERS[kind](compiled(of), found.answers, page, dpi, wanted, pictures)
        cache.set(name, made, preview_seconds())
    return made, f"image/{wanted}"

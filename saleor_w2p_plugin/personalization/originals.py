"""A picture in, the signed address of its file out; and the file for such an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

from saleor_w2p_plugin.conf import preview_seconds
from saleor_w2p_plugin.host.links import SignedLink, signed_link
from saleor_w2p_plugin.models import Picture

PICTURES: Final = "pictures"

# What a browser shows as a picture and as nothing else; the rest is to be saved.
_SHOWN: Final[Mapping[str, str]] = {
    "AVIF": "image/avif",
    "BMP": "image/bmp",
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Original:
    """An open file as it was uploaded; `content_type` is that of bytes for what is not shown."""

    name: str
    content: IO[bytes]
    content_type: str
    is_shown: bool


def original_link(picture: Picture) -> SignedLink:
    """Sign the address of the file."""
    return signed_link(PICTURES, [str(picture.pk)], preview_seconds())


def open_original(payload: list[object]) -> Original | None:
    """Open the file that a signed payload names; None where the picture has been removed."""
    picture = Picture.objects.filter(pk=str(payload[0])).first()
    if picture is None:
        return None
    content_type = _SHOWN.get(picture.format)
    return Original(
        name=f"{picture.sha256[:12]}.{picture.format.lower()}",
        content=picture.file.open("rb"),
        content_type=content_type or "application/octet-stream",
        is_shown=content_type is not None,
    )

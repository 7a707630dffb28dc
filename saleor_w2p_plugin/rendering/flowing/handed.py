"""An address that a document names in, the bytes that were handed over for it out; nothing else."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from saleor_w2p_plugin.rendering.flowing import pictures, scanning
from saleor_w2p_plugin.rendering.flowing.problems import Problems

# Relative names are joined to addresses that cannot exist (RFC 6761, 6.4).
BASE: Final = "http://artwork.invalid/"
_FONTS: Final = "http://fonts.invalid/"
SVG_TYPE: Final = "image/svg+xml"
_MAX_DATA_BYTES: Final = 4 << 20
_DATA: Final = re.compile(
    r"data:(?P<type>[^;,]*)(?P<base64>(?:;[^,]*)?;base64)?[^,]*,(?P<data>.*)", re.S
)
_DATA_TYPES: Final = re.compile(r"(?:image|font)/|application/(?:x-)?font")
# What the first bytes of a file say that it is.
_SIGNATURES: Final = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.S),
    "image/tiff": re.compile(rb"II\*\x00|MM\x00\*"),
    "font/sfnt": re.compile(rb"OTTO|\x00\x01\x00\x00|true|ttcf|wOF[F2]"),
    "application/vnd.iccprofile": re.compile(rb".{36}acsp", re.S),
}
_OPENINGS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLANKS: Final = b" \t\r\n"


class Handed:
    """Files by relative name and fonts by family; every other address is noted as a problem."""

    def __init__(
        self, files: Mapping[str, bytes], fonts: Mapping[str, bytes], problems: Problems
    ) -> None:
        self._files, self._fonts, self._problems = files, fonts, problems

    def find(self, address: str) -> tuple[str, bytes]:
        """Return what an address stands for, as a media type and bytes.

        Raises ValueError, and notes the problem, for what was not handed over or cannot be drawn.
        """
        try:
            return self._found(address)
        except ValueError as error:
            self._problems.add(str(error))
            raise

    def _found(self, address: str) -> tuple[str, bytes]:
        if address.startswith("data:"):
            return _inline(address)
        if address.startswith(_FONTS):
            return "font/sfnt", self._fonts[unquote(address.removeprefix(_FONTS))]
        shown = shorten(address.removeprefix(BASE))
        parts = urlsplit(address)
        name = unquote(parts.path).lstrip("/")
        if not address.startswith(BASE) or name not in self._files or parts.query:
            raise ValueError(f"The document refers to {shown}, which was not handed over.")
        if name.lower().endswith(".css"):
            return "text/css", self._files[name]
        return _known(shown, self._files[name])


def font_address(family: str) -> str:
    """Return the address of a font that was handed over."""
    return _FONTS + quote(family, safe="")


def shorten(address: str) -> str:
    """Return an address as a sentence can hold it."""
    return address if len(address) <= 120 else f"{address[:100]}…"


def _inline(address: str) -> tuple[str, bytes]:
    shown = shorten(address)
    match = _DATA.fullmatch(address)
    if match is None or not _DATA_TYPES.match(match["type"].strip().lower()):
        raise ValueError(f"{shown} is no picture and no font.")
    try:
        data = unquote_to_bytes(match["data"])
        data = base64.b64decode(data) if match["base64"] else data
    except binascii.Error:
        raise ValueError(f"{shown} is damaged.") from None
    if len(data) > _MAX_DATA_BYTES:
        raise ValueError(f"{shown} is larger than {_MAX_DATA_BYTES >> 20} MiB.")
    return _known(shown, data)


def _known(shown: str, data: bytes) -> tuple[str, bytes]:
    """Return what a file is, by its contents; raises ValueError for what cannot be drawn."""
    for kind, signature in _SIGNATURES.items():
        if signature.match(data):
            return kind, _picture(shown, data) if kind.startswith("image/") else data
    if not data.lstrip(_BLANKS).startswith(_OPENINGS):
        raise ValueError(f"{shown} is no picture, font or style sheet that can be used.")
    problems = list(scanning.svg_problems(data))
    if problems:
        raise ValueError(f"{shown}: {problems[0]}")
    return SVG_TYPE, data


def _picture(shown: str, data: bytes) -> bytes:
    """Return a picture whose numbers mean sRGB or inks: the engines go by them alone."""
    try:
        pictures.check(data)
        return pictures.in_srgb(data)
    except ValueError as error:
        raise ValueError(f"{shown} {error}.") from None

"""Hostile SVGs, as artwork."""

from __future__ import annotations

import base64
import gzip
import struct
import zlib
from collections.abc import Callable

from saleor_w2p_plugin.rendering.flowing import to_pdf
from tests.golden.card import FILES
from tests.hostile.case import Case

FONT = {"body": FILES["regular"].read_bytes()}
_NOT_HANDED = "which was not handed over"


def _read(source: bytes) -> bytes:
    return to_pdf("svg", source, {}, 85, 55, 3, FONT)


def svg(content: str, attributes: str = 'viewBox="0 0 91 61"', before: str = "") -> bytes:
    """Return an SVG with this content."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {spaces} {attributes}>{content}</svg>".encode()


def _case(
    content: str, reason: str = "", *, before: str = "", error: str | None = "ArtworkInvalid"
) -> Case:
    return Case(lambda: svg(content, before=before), _read, reason, error)


def _doctype(entities: str) -> str:
    return f"<!DOCTYPE svg [{entities}]>"


def _laughing_entities() -> str:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return _doctype(f'<!ENTITY a0 "ha">{levels}')


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a PNG that says it is of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)),
         chunk(b"IEND", b""))
    )  # fmt: skip


def _data(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _picture(address: str) -> str:
    return f'<image xlink:href="{address}" width="9" height="9"/>'


def _nested(tag: str, times: int) -> Callable[[], bytes]:
    return lambda: svg(f"<{tag}>" * times + f"</{tag}>" * times)


def _uses() -> str:
    """Return a group that uses another one ten times, which uses another one ten times…"""
    groups = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
    )
    return f'<defs><rect id="g0" width="1" height="1"/>{groups}</defs><use href="#g9"/>'


CASES = {
    "is-empty": Case(bytes, _read, "cannot be read"),
    "is-packed": Case(lambda: gzip.compress(svg("")), _read, "cannot be read"),
    "is-html": Case(lambda: b"<html><body/></html>", _read, "no SVG"),
    "is-cut-off": Case(lambda: svg("<g>")[:-9], _read, "cannot be read"),
    "entities-laugh": _case("<text>&a9;</text>", "entity a0", before=_laughing_entities()),
    "entity-is-long": Case(
        lambda: svg(
            "<desc>" + "&a;" * 50_000 + "</desc>", before=_doctype(f'<!ENTITY a "{"x" * 50_000}">')
        ),
        _read,
        "entity a",
    ),
    "entity-is-a-file": _case(
        "<text>&a;</text>", "entity a", before=_doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')
    ),
    "entity-is-a-parameter": _case(
        "", "entity a", before=_doctype('<!ENTITY % a SYSTEM "http://127.0.0.1/"> %a;')
    ),
    "document-type-is-elsewhere": _case(
        "<g/>", before='<!DOCTYPE svg SYSTEM "http://127.0.0.1/x.dtd">', error=None
    ),
    "includes-a-file": _case(
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
        _NOT_HANDED,
    ),
    "style-sheet-is-elsewhere": _case(
        "", "style sheet", before='<?xml-stylesheet href="http://127.0.0.1/a.css"?>'
    ),
    "imports-style": _case("<style>@import url(http://127.0.0.1/a.css);</style>", _NOT_HANDED),
    "picture-is-on-the-net": _case(_picture("http://127.0.0.1/a.png"), "127.0.0.1/a.png"),
    "picture-is-a-file": _case(_picture("file:///etc/passwd"), "file:///etc/passwd"),
    "picture-is-a-path": _case(_picture("/etc/passwd"), _NOT_HANDED),
    "picture-is-above": _case(_picture("../../etc/passwd"), _NOT_HANDED),
    "picture-is-huge": Case(
        lambda: svg(_picture(_data("image/png", png(60_000, 60_000)))), _read, "64 million"
    ),
    "picture-is-a-bomb": Case(
        lambda: svg(_picture(_data("image/png", png(9000, 9000, bytes(9000 * 27_001))))),
        _read,
        "64 million",
    ),
    "picture-is-damaged": Case(
        lambda: svg(_picture(_data("image/png", png(9, 9, b"\0")))), _read, "damaged"
    ),
    "picture-is-no-picture": _case(_picture(_data("image/png", b"MZ")), "no picture"),
    "picture-is-a-script": _case(_picture("data:text/javascript,alert(1)"), "no picture"),
    "picture-is-an-svg": _case(_picture(_data("image/svg+xml", svg("<g/>"))), "another one"),
    "uses-other-file": _case('<use href="http://127.0.0.1/a.svg#a"/>', "127.0.0.1/a.svg"),
    "fills-from-other-file": _case(
        '<rect width="9" height="9" fill="url(http://127.0.0.1/a.svg#a)"/>', "127.0.0.1/a.svg"
    ),
    "has-a-script": _case("<script>alert(1)</script>", "<script> cannot be printed"),
    "has-a-handler": _case('<rect width="9" height="9" onload="alert(1)"/>', error=None),
    "has-html-inside": _case("<foreignObject/>", "<foreignObject> cannot be printed"),
    "moves": _case('<rect><animate attributeName="x"/></rect>', "<animate> cannot be printed"),
    "blurs": _case(
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#f)"/>',
        "feGaussianBlur",
    ),
    "font-is-missing": _case('<text font-family="Arial">A</text>', "font Arial"),
    "character-is-missing": _case('<text y="9">\u4e2d</text>', "U+4E2D"),
    "groups-are-deep": Case(_nested("g", 100_000), _read),
    "uses-laugh": _case(_uses()),
    "uses-itself": _case('<g id="a"><use href="#a"/></g>', error=None),
    "pattern-is-fine": _case(
        '<pattern id="p" width="1e-6" height="1e-6" patternUnits="userSpaceOnUse">'
        '<rect width="1" height="1"/></pattern><rect width="91" height="61" fill="url(#p)"/>',
        error=None,
    ),
    "gradients-loop": _case(
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
        '<rect width="9" height="9" fill="url(#a)"/>',
        error=None,
    ),
    "clips-loop": _case(
        '<clipPath id="a" clip-path="url(#a)"><rect width="9" height="9"/></clipPath>'
        '<rect width="9" height="9" clip-path="url(#a)"/>',
        error=None,
    ),
    "masks-loop": _case(
        '<mask id="a"><rect width="9" height="9" mask="url(#a)"/></mask>'
        '<rect width="9" height="9" mask="url(#a)"/>',
        error=None,
    ),
    "numbers-are-no-numbers": Case(
        lambda: svg('<rect width="NaN" height="1e999"/>', 'viewBox="0 0 nan inf"'),
        _read,
        "is no area",
    ),
    "size-is-nothing": Case(lambda: svg("<g/>", 'viewBox="0 0 0 0"'), _read, "is no area"),
    "path-is-endless": Case(
        lambda: svg(f'<path d="M0 0{"L9 9L0 0" * 1_000_000}" stroke="red"/>'), _read, error=None
    ),
    "dashes-are-endless": _case(
        '<path d="M0 0H1e9" stroke="red" stroke-dasharray="1e-9"/>', error=None
    ),
}

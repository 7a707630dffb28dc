"""Hostile HTML documents, as artwork."""

from __future__ import annotations

from collections.abc import Callable

from saleor_w2p_plugin.rendering.flowing import to_pdf
from tests.hostile.case import Case
from tests.hostile.svgs import FONT, png, svg

_NET = "http://127.0.0.1"
_FILES = {
    "cut-off.png": png(20, 20, b"\0" * 60),
    "huge.png": png(60_000, 60_000),
    "linked.svg": svg(f'<image href="{_NET}/a.png" width="9" height="9"/>'),
    "laughing.svg": svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "ha">]>'),
    "program.png": b"MZ\x90",
    "noise.ttf": b"OTTO" + bytes(range(256)) * 99,
    "chain.css": f'@import "{_NET}/b.css";'.encode(),
}


def _read(source: bytes) -> bytes:
    return to_pdf("html", source, _FILES, 85, 55, 3, FONT)


def _case(html: str | Callable[[], str], reason: str, error: str | None = "ArtworkInvalid") -> Case:
    return Case(lambda: (html if isinstance(html, str) else html()).encode(), _read, reason, error)


def _style(css: str, reason: str) -> Case:
    return _case(f"<style>{css}</style><p>A", reason)


def _laughing_variables() -> str:
    levels = "".join(f"--a{n}: {f'var(--a{n - 1})' * 10};" for n in range(1, 10))
    return f'<style>p {{ --a0: "ha"; {levels} }} p::before {{ content: var(--a9) }}</style><p>A'


CASES = {
    "picture-is-on-the-net": _case(f"<img src={_NET}/a.png>", f"{_NET}/a.png"),
    "picture-is-a-file": _case("<img src=file:///etc/passwd>", "file:///etc/passwd"),
    "picture-is-above": _case("<img src=../../etc/passwd>", "etc/passwd"),
    "picture-is-on-a-share": _case("<img src=//127.0.0.1/a.png>", "127.0.0.1/a.png"),
    "picture-is-missing": _case("<img src=none.png>", "none.png, which was not handed over"),
    "picture-has-only-a-set": _case("<img srcset='a.png 2x'>", "no src"),
    "picture-is-cut-off": _case("<img src=cut-off.png>", "cut-off.png is damaged"),
    "picture-is-huge": _case("<img src=huge.png>", "huge.png has 60000 x 60000 pixels"),
    "picture-is-a-program": _case("<img src=program.png>", "program.png"),
    "picture-links-on": _case("<img src=linked.svg>", f"{_NET}/a.png"),
    "picture-laughs": _case("<img src=laughing.svg>", "entity a"),
    "base-is-on-the-net": _case(f"<base href={_NET}/><img src=a.png>", f"{_NET}/a.png"),
    "style-sheet-is-on-the-net": _case(f"<link rel=stylesheet href={_NET}/a.css>", f"{_NET}/a.css"),
    "style-imports": _style(f'@import "{_NET}/a.css";', f"{_NET}/a.css"),
    "style-imports-by-a-file": _case("<link rel=stylesheet href=chain.css>", f"{_NET}/b.css"),
    "style-imports-too-late": _style(f'p {{ color: red }} @import "{_NET}/a.css";', "@import"),
    "background-is-on-the-net": _style(f"p {{ background: url({_NET}/a.png) }}", f"{_NET}/a.png"),
    "background-is-not-understood": _style(
        f"p {{ background: url({_NET}/a.png) wrong }}", f"{_NET}/a.png"
    ),
    "list-picture-is-a-file": _case(
        "<li style='list-style-image:url(file:///etc/passwd)'>A", "file:///etc/passwd"
    ),
    "content-is-on-the-net": _style(f"p::before {{ content: url({_NET}/a.png) }}", f"{_NET}/a.png"),
    "font-is-on-the-net": _style(
        f"@font-face {{ font-family: a; src: url({_NET}/a.ttf) }} p {{ font-family: a }}",
        f"{_NET}/a.ttf",
    ),
    "font-is-noise": _style(
        "@font-face { font-family: a; src: url(noise.ttf) } p { font-family: a }", "a"
    ),
    "font-is-the-machines": _style("p { font-family: DejaVu Sans }", "font DejaVu Sans"),
    "font-is-local": _style(
        "@font-face { font-family: a; src: local('DejaVu Sans') } p { font-family: a }", "a"
    ),
    "profile-is-on-the-net": _style(
        f"@color-profile --a {{ src: url({_NET}/a.icc) }}", f"{_NET}/a.icc"
    ),
    "attachment-is-a-file": _case(
        "<link rel=attachment href=file:///etc/passwd>A", "file:///etc/passwd"
    ),
    "link-attaches-a-file": _case(
        "<a rel=attachment href=file:///etc/passwd>A</a>", "file:///etc/passwd"
    ),
    "frame": _case(f"<iframe src={_NET}/></iframe>", "<iframe> cannot be printed"),
    "object-is-a-file": _case("<object data=file:///etc/passwd></object>", "file:///etc/passwd"),
    "embed-is-on-the-net": _case(f"<embed src={_NET}/a>", f"{_NET}/a"),
    "script": _case("<script>document.write('A')</script>", "<script> cannot be printed"),
    "handler": _case("<p onclick='alert(1)'>A", "", error=None),
    "drawing-links-on": _case(f"<svg><image href='{_NET}/a.png'/></svg>", f"{_NET}/a.png"),
    "drawing-has-a-script": _case("<svg><script>1</script></svg>", "<script> cannot be printed"),
    "character-is-missing": _case("<p>\u4e2d", "U+4E2D"),
    "paint-is-skipped": _style("p { mix-blend-mode: multiply }", "mix-blend-mode"),
    "pages-are-endless": _case(
        lambda: "<style>p { break-after: page }</style>" + "<p>A" * 5000, "longer"
    ),
    "elements-are-deep": _case(lambda: "<div>" * 20_000, ""),
    "table-is-endless": _case(lambda: "<table>" + "<tr><td>A<td>B" * 20_000, "than it may"),
    "cell-spans-all": _case(
        "<table><tr><td colspan=100000 rowspan=100000>A</table>" * 20, "longer"
    ),
    "variables-laugh": _case(_laughing_variables, "than it may"),
    "variable-is-itself": _case(
        "<style>p { --a: var(--b); --b: var(--a); color: var(--a) }</style><p>A", "", error=None
    ),
    "word-is-endless": _case(lambda: "A" * 500_000, "", error=None),
    "box-is-endless": _case("<p style='padding:1e300px;font-size:1e300px'>A", ""),
    "bytes-are-noise": Case(lambda: bytes(range(256)) * 100, _read),
}

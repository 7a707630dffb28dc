"""Documents that reach for what was not handed over in, what the process opened meanwhile out.

`python -m tests.hostile.reaching FOLDER ADDRESS` prints, for each document, how it ended and what
Python opened that is neither its own, nor the package's, nor a child with limits.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.prepress import confined
from saleor_w2p_plugin.rendering import FolderAssets, MemoryAssets, compile, press_pdf, preview
from tests.golden.card import FILES, art, raw_card, text_frame
from tests.hostile.svgs import svg

ROOT = Path(__file__).parents[2]
PHOTO = {"name": "photo", "kind": "image", "x_mm": 5, "y_mm": 5, "width_mm": 9, "height_mm": 9,
         "field": "photo"}  # fmt: skip
SVGS = {
    "picture": '<image href="{0}.png" width="9" height="9"/>',
    "linked-picture": '<image xlink:href="{0}.png" width="9" height="9"/>',
    "use": '<use href="{0}.svg#a"/>',
    "fill": '<rect width="9" height="9" fill="url({0}.svg#a)"/>',
    "filter": '<g filter="url({0}.svg#a)"/>',
    "mask": '<g mask="url({0}.svg#a)" clip-path="url({0}.svg#b)"/>',
    "gradient": '<linearGradient id="a" href="{0}.svg#a"/>'
                '<rect width="9" height="9" fill="url(#a)"/>',
    "import": "<style>@import url({0}.css);</style>",
    "face": "<style>@font-face {{ font-family: a; src: url({0}.ttf) }}</style>"
            '<text font-family="a" y="9">A</text>',
    "machine-font": '<text font-family="DejaVu Sans" y="9">A</text>',
    "include": '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{0}.svg"/>',
    "link": '<a href="{0}.svg"><rect width="9" height="9"/></a>',
    "script": '<script href="{0}.js"/>',
    "html": "<foreignObject><img xmlns='http://www.w3.org/1999/xhtml' src='{0}.png'/>"
            "</foreignObject>",
}  # fmt: skip
DOCTYPES = {
    "entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "{0}.txt">]>',
    "parameter": '<!DOCTYPE svg [<!ENTITY % a SYSTEM "{0}.txt"> %a;]>',
    "type": '<!DOCTYPE svg SYSTEM "{0}.dtd">',
    "style-sheet": '<?xml-stylesheet href="{0}.css"?>',
}
HTMLS = {
    "picture": "<img src='{0}.png'>",
    "picture-set": "<img src='{0}.png' srcset='{0}.svg 2x'>",
    "style-sheet": "<link rel=stylesheet href='{0}.css'>",
    "import": "<style>@import '{0}.css';</style>",
    "face": "<style>@font-face {{ font-family: a; src: url({0}.ttf) }} p {{ font-family: a }}"
            "</style><p>A",
    "local-face": "<style>@font-face {{ font-family: a; src: local('DejaVu Sans') }}"
                  " p {{ font-family: a }}</style><p>A",
    "background": "<style>body {{ background: url({0}.png) }}</style>",
    "content": "<style>p::before {{ content: url({0}.svg) }}</style><p>A",
    "profile": "<style>@color-profile --a {{ src: url({0}.icc) }}</style>",
    "attachment": "<link rel=attachment href='{0}.txt'>A",
    "base": "<base href='{0}/'><img src=a.png>",
    "object": "<object data='{0}.png'></object><embed src='{0}.svg'>",
    "frame": "<iframe src='{0}.html'></iframe>",
    "refresh": "<meta http-equiv=refresh content='0; url={0}.html'>A",
    "drawing": "<svg><image href='{0}.png' width=9 height=9></svg>",
}  # fmt: skip


def pdfs(target: str) -> Iterator[tuple[str, bytes]]:
    """Yield PDFs that name a file or address in each place where a PDF may."""
    elsewhere = Dictionary(Type=Name.Filespec, F=String(target), UF=String(target))
    if "://" in target:
        elsewhere.FS = Name.URL

    def changed(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
        return art(b"0 0 9 9 re f /X Do", lambda pdf, page: change(pdf, page))

    def xobject(entries: dict[str, Any]) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
        def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
            item = pdf.make_stream(b"", Type=Name.XObject, **entries)
            page.obj.Resources = Dictionary(XObject=Dictionary(X=item))

        return change

    image = {"Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8,
             "ColorSpace": Name.DeviceGray}  # fmt: skip
    form = {"Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
    yield "picture-elsewhere", changed(xobject(image | {"F": elsewhere}))
    yield "form-elsewhere", changed(xobject(form | {"F": String(target)}))
    yield "other-document", changed(xobject(form | {"Ref": Dictionary(F=elsewhere, Page=0)}))
    yield "open-print-interface", changed(xobject(image | {"OPI": Dictionary(
        {"/2.0": Dictionary(F=elsewhere, Type=Name.OPI, Version=2)})}))  # fmt: skip

    def font(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        program = pdf.make_stream(b"", F=elsewhere)
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.A, FontFile2=program)
        page.obj.Resources = Dictionary(
            Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.A,
                                         FontDescriptor=descriptor))
        )  # fmt: skip
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf (A) Tj ET")

    def unembedded(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Resources = Dictionary(
            Font=Dictionary(
                F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/DejaVuSans"))
            )
        )
        page.obj.Contents = pdf.make_stream(b"BT /F 9 Tf (A) Tj ET")

    yield "font-elsewhere", changed(font)
    yield "font-of-the-machine", changed(unembedded)
    for kind, entries in (
        ("URI", {"URI": String(target)}),
        ("Launch", {"F": elsewhere}),
        ("GoToR", {"F": elsewhere, "D": Array([0, Name.Fit])}),
        ("SubmitForm", {"F": elsewhere}),
        ("ImportData", {"F": elsewhere}),
    ):
        action = Dictionary(S=Name("/" + kind), **entries)

        def opened(pdf: pikepdf.Pdf, page: pikepdf.Page, action: Any = action) -> None:
            pdf.Root.OpenAction = action
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
            page.obj.Annots = Array([pdf.make_indirect(link)])

        yield f"action-{kind}", changed(opened)

    def attached(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        files = Array([String("a"), pdf.make_indirect(elsewhere)])
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=files))

    yield "attachment", changed(attached)


def tries(folder: Path, address: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every document with what reads it; files of the folder are not handed over."""
    file = folder / "secret"
    targets = {
        "file": file.as_uri(),
        "path": str(file),
        "above": "../" * 12 + str(file).lstrip("/"),
        "net": f"{address}/secret",
        "share": address.partition(":")[2] + "/secret",
    }
    for index, (name, make) in enumerate(_documents()):
        # Setting a document takes a quarter of a second: some try every target, the others one of
        # them in turn.
        hows = list(targets)
        if name not in ("svg-picture", "svg-entity", "html-picture"):
            hows = [hows[index % len(hows)]]
        for how in hows:
            yield f"{name}-{how}", make(targets[how])
    for how, target in targets.items():
        yield f"answer-{how}", _answer(f"{target}.png")
    yield "folder-link", _linked(folder)


def _documents() -> Iterator[tuple[str, Callable[[str], Callable[[], object]]]]:
    """Yield what makes a document that reaches for a target."""

    def drawing(content: str, before: str = "") -> Callable[[str], Callable[[], object]]:
        return lambda target: _artwork(
            "a.svg", svg(content.format(target), before=before.format(target))
        )

    def page(content: str) -> Callable[[str], Callable[[], object]]:
        return lambda target: _artwork("a.html", content.format(target).encode())

    def sheet(name: str) -> Callable[[str], Callable[[], object]]:
        return lambda target: _artwork("a.pdf", dict(pdfs(f"{target}.pdf"))[name])

    for name, content in SVGS.items():
        yield f"svg-{name}", drawing(content)
    for name, before in DOCTYPES.items():
        yield f"svg-{name}", drawing("<text>&a;</text>", before)
    for name, content in HTMLS.items():
        yield f"html-{name}", page(content)
    for name, _ in pdfs(""):
        yield f"pdf-{name}", sheet(name)


def _artwork(name: str, data: bytes) -> Callable[[], object]:
    raw = raw_card(text_frame(), artwork=data)
    raw["artwork"]["card"]["asset"] = name
    return lambda: _printed(raw, MemoryAssets.of([data, *_FONTS]), {"full_name": "Ann"})


def _answer(photo: str) -> Callable[[], object]:
    raw = raw_card(PHOTO)
    raw["fields"].append({"name": "photo", "label": "Photo", "kind": "image"})
    return lambda: _printed(raw, MemoryAssets.of(_FONTS), {"photo": photo})


def _linked(folder: Path) -> Callable[[], object]:
    """Return what reads a folder whose font is a link to a file outside."""
    outside = folder / "secret.ttf"
    own = Path(tempfile.mkdtemp(dir=folder.parent))
    (own / "fonts").mkdir()
    for path in FILES.values():
        (own / "fonts" / path.name).symlink_to(outside)
    document = load(raw_card(text_frame()))
    return lambda: compile(document, FolderAssets(own, document))


def _printed(raw: dict[str, Any], assets: MemoryAssets, answers: dict[str, str]) -> bytes:
    card = compile(load(raw), assets)
    press_pdf(card, answers, assets)
    return preview(card, answers, 1, 36, pictures=assets)


class Watch:
    """Notes what Python opens while it is on.

    The folder that we are in is watched from outside, so relative names are not looked at: the
    library's own clearing of folders uses them.
    """

    def __init__(self) -> None:
        temporary = os.path.join(os.path.realpath(tempfile.gettempdir()), "w2p-")
        libraries = (ROOT / "saleor_w2p_plugin", sys.prefix, sys.base_prefix, *sys.path[1:])
        folders = (os.path.join(os.path.realpath(path), "") for path in libraries)
        self._allowed = (temporary, os.devnull, *folders)
        self._child = str(Path(confined.__file__).with_name("child.py"))
        self.is_on, self.opened = False, list[str]()
        sys.addaudithook(self._note)

    def _note(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event == "open" and isinstance(args[0], str | bytes):
            path = os.fsdecode(args[0])
            if os.path.isabs(path) and not os.path.realpath(path).startswith(self._allowed):
                self.opened.append(path)
        elif event == "subprocess.Popen":
            if self._child not in args[1]:
                self.opened.append(f"{event} {args[1]}")
        elif event.startswith(("socket.", "urllib.", "http.", "os.exec", "os.system")):
            self.opened.append(f"{event} {args}")


_FONTS = [path.read_bytes() for path in FILES.values()]


def main(folder: str, address: str) -> None:
    """Try everything, in the folder that nothing was handed over of."""
    watch = Watch()
    os.chdir(folder)
    for name, read in tries(Path(folder), address):
        watch.is_on, watch.opened = True, []
        try:
            read()
            outcome = "printed"
        except W2PError as refusal:
            outcome = f"refused {refusal}"
        finally:
            watch.is_on = False
        print(json.dumps([name, outcome, watch.opened]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

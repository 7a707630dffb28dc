"""Hostile PDFs, as artwork."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress import artwork
from tests.golden.card import art
from tests.hostile.case import Case
from tests.hostile.making import (
    CATALOG,
    MIB,
    one_page,
    packed,
    pages,
    raw,
    stream,
    with_xref_stream,
)

SHEET = SimpleNamespace(width_mm=85, height_mm=55, bleed_mm=3, slug_mm=0, safe_mm=3)


def _as_background(pdf: bytes) -> bytes:
    return artwork.normalise(pdf, [artwork.Use(1, SHEET)])


def _as_picture(pdf: bytes) -> bytes:
    return artwork.normalise(pdf, [artwork.Use(1)])


def _many_pages() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R>>"
    return raw(CATALOG, pages(range(3, 100_003), 100_000), *[page] * 100_000)


def _many_pages_in_levels() -> bytes:
    middles = [pages(range(3 + 200, 3 + 200 + 500), 500)] * 200
    return raw(CATALOG, pages(range(3, 203), 100_000), *middles, *[b"<</Type/Page>>"] * 500)


def _deep_tree() -> bytes:
    levels = [pages([number]) for number in range(3, 20_003)]
    return raw(CATALOG, *levels, b"<</Type/Page>>")


def _changed(change: Callable[[pikepdf.Pdf], Any]) -> Callable[[], bytes]:
    return lambda: art(b"", lambda pdf, page: change(pdf))


def _object_stream_bomb() -> bytes:
    """Write the page tree into an object stream of 2 GiB of blanks, packed twice."""
    header = b"2 0 3 60 "
    twice = zlib.compress(packed(b" " * MIB, 2048), 9)
    bomb = stream(
        b"/Type/ObjStm/N 2/First %d/Filter[/FlateDecode/FlateDecode]" % len(header), twice
    )
    return with_xref_stream(bomb)


def _xref_stream_bomb() -> bytes:
    table = packed(b"\0" * MIB, 512)
    return with_xref_stream(b"null", b"/Index[0 300000000]", table)


def _laughs() -> bytes:
    forms = [
        stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
            % (number + 1),
            b"/F Do " * 10,
        )
        for number in range(5, 14)
    ]
    last = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 9 9 re f")
    return one_page(
        b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>", stream(b"", b"/F Do"), *forms, last
    )()


def _chain() -> bytes:
    links = [b"<</Next %d 0 R>>" % number for number in range(5, 100_005)]
    return one_page(b"/Resources<</Properties<</P 4 0 R>>>>", *links, b"<<>>")()


def _font_chain() -> bytes:
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/X 5 0 R>>"
    links = [b"<</Next %d 0 R>>" % number for number in range(6, 100_006)]
    return one_page(b"/Resources<</Font<</F 4 0 R>>>>", font, *links, b"<<>>")()


def _image(entries: bytes, data: Callable[[], bytes]) -> Callable[[], bytes]:
    form = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB" + entries
    return lambda: one_page(b"/Resources<</XObject<</I 4 0 R>>>>", stream(form, data()))()


def _content(part: bytes, times: int, end: bytes = b"") -> Callable[[], bytes]:
    def make() -> bytes:
        content = stream(b"/Filter/FlateDecode", packed(part, times, end))
        return one_page(b"/Contents 4 0 R", content)()

    return make


def _encrypted(user: str) -> Callable[[], bytes]:
    return lambda: art(b"", encryption=pikepdf.Encryption(owner="o", user=user))


def _script(place: Callable[[pikepdf.Pdf, pikepdf.Object], None]) -> Callable[[], bytes]:
    def change(pdf: pikepdf.Pdf) -> None:
        place(pdf, Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)")))

    return _changed(change)


def _open_action(pdf: pikepdf.Pdf, action: pikepdf.Object) -> None:
    pdf.Root.OpenAction = action


def _named_script(pdf: pikepdf.Pdf, action: pikepdf.Object) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("a"), action])))


def _page_action(pdf: pikepdf.Pdf, action: pikepdf.Object) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=action)


def _link(pdf: pikepdf.Pdf, action: pikepdf.Object) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=Array())


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="a.exe")


def _reference(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Ref = Dictionary(F=pikepdf.String("other.pdf"), Page=0)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form))


def _external(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, F=pikepdf.String("/etc/passwd"),
    )  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=image))


def _pattern_elsewhere(pdf: pikepdf.Pdf) -> None:
    pattern = pdf.make_stream(
        b"", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9,
        Resources=Dictionary(), F=pikepdf.String("/etc/passwd"),
    )  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(F=pattern))


def _opi(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.OPI, Version=2.0, F=pikepdf.String("/etc/passwd"))
    form = _form(pdf, b"")
    form.OPI = Dictionary({"/2.0": link})
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form))


def _postscript(pdf: pikepdf.Pdf) -> None:
    form = _form(pdf, b"")
    form.Subtype2 = Name.PS
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(F=form))


def _truncated() -> bytes:
    whole = art(b"0 0 9 9 re f")
    return whole[: len(whole) // 2]


def _form(pdf, content):
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])


def _parts(pdf, page):
    page.obj.Contents = Array([pdf.make_stream(b"q Q\n" * MIB) for _ in range(3)])


def _blank_forms(pdf, page):
    # Blanks cost nothing to parse, so only the sum can refuse them.
    blanks = b" " * (7 * MIB)
    page.obj.Resources.XObject = Dictionary(
        {f"/F{number}": _form(pdf, blanks) for number in range(5)}
    )


def _predicted(pdf, page):
    packed = zlib.compress(b"\0q Q\n" * 10)
    row = Dictionary(Predictor=12, Columns=1 << 30)
    page.obj.Contents.write(packed, filter=Name.FlateDecode, decode_parms=row)


def _spot(pdf, page, function):
    space = Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, function])
    page.obj.Resources.ColorSpace = Dictionary(Cs=space)


def _ramp(pdf, exponent=1):
    return pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], N=exponent, C0=[0, 0, 0], C1=[1, 1, 1])
    )


def _stitched(pdf, page):
    function = _ramp(pdf)
    for _ in range(7):
        function = pdf.make_indirect(
            Dictionary(
                FunctionType=3, Domain=[0, 1], Functions=Array([function] * 40),
                Bounds=[(index + 1) / 40 for index in range(39)], Encode=[0, 1] * 40,
            )
        )  # fmt: skip
    _spot(pdf, page, function)


def _many_outputs(pdf, page):
    count = 200_000
    function = pdf.make_stream(
        bytes(count), FunctionType=0, Domain=[0, 1], Range=[0, 1] * count, Size=[1],
        BitsPerSample=8,
    )  # fmt: skip
    _spot(pdf, page, Array([function] * 3))


def _pole(pdf, page):
    _spot(pdf, page, _ramp(pdf, exponent=-1))


def _itself(pdf, family):
    space = pdf.make_indirect(Array([family, Name.DeviceGray, 0, pikepdf.String(b"\0")]))
    space[1 if family == Name.Indexed else 2] = space
    return space


def _indexed(pdf, page):
    page.obj.Resources.ColorSpace = Dictionary(Cs=_itself(pdf, Name.Indexed))


def _separation(pdf, page):
    page.obj.Resources.ColorSpace = Dictionary(Cs=_itself(pdf, Name.Separation))


def _gradients(pdf, page):
    page.obj.Resources.Shading = Dictionary(
        {
            f"/S{number}": Dictionary(
                ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9],
                Function=Dictionary(
                    FunctionType=2, Domain=[0, 1], N=1, C0=[number / 99, 0, 0], C1=[1, 1, 0.5],
                ),
            )
            for number in range(99)
        }
    )  # fmt: skip


def _filled(fill: Callable[..., None], reason: str) -> Case:
    return Case(lambda: art(b"", fill, compress_streams=True), _as_background, reason)


CASES = {
    "is-empty": Case(bytes, _as_background, "not a readable PDF"),
    "is-truncated": Case(_truncated, _as_background, "not"),
    "is-noise": Case(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, _as_background, "not"),
    "pages-100000": Case(_many_pages, _as_background, "more than 100000 objects"),
    "pages-100000-by-reference": Case(
        _many_pages_in_levels, _as_background, "more than 10000 pages"
    ),
    "page-tree-loops": Case(lambda: raw(CATALOG, pages([2])), _as_background, "not a readable PDF"),
    "page-tree-loops-below": Case(
        lambda: raw(CATALOG, pages([3]), pages([4]), pages([3])),
        _as_background,
        "not a readable PDF",
    ),
    "page-tree-is-deep": Case(_deep_tree, _as_background, "not a readable PDF"),
    "kids-are-numbers": Case(
        lambda: raw(CATALOG, b"<</Type/Pages/Count 1/Kids[1 2 3]>>"), _as_background, "no page 1"
    ),
    "kids-are-missing": Case(
        lambda: raw(CATALOG, pages([7, 8, 9])), _as_background, "not a readable PDF"
    ),
    "pages-are-none": Case(lambda: raw(b"<</Type/Catalog>>"), _as_background, "not a readable PDF"),
    "xref-loops": Case(
        lambda: raw(CATALOG, pages([3]), b"<</Type/Page>>", prev=-1), _as_picture, error=None
    ),
    "object-stream-bomb": Case(_object_stream_bomb, _as_background),
    "xref-stream-bomb": Case(_xref_stream_bomb, _as_background, ""),
    "arrays-are-deep": Case(
        lambda: raw(CATALOG, pages([3]), b"[" * 200_000 + b"]" * 200_000), _as_background, ""
    ),
    "encrypted": Case(_encrypted("u"), _as_background, "encrypted"),
    "encrypted-for-everybody": Case(_encrypted(""), _as_background, "encrypted"),
    "xfa": Case(_changed(_xfa), _as_background, "XFA"),
    "script-on-opening": Case(_script(_open_action), _as_background, "JavaScript"),
    "script-in-names": Case(_script(_named_script), _as_background, "JavaScript"),
    "script-on-page": Case(_script(_page_action), _as_background, "JavaScript"),
    "script-in-link": Case(_script(_link), _as_background, "JavaScript"),
    "attachment": Case(_changed(_attachment), _as_background, "carries other files"),
    "refers-to-other-pdf": Case(_changed(_reference), _as_background, "refers to another file"),
    "stream-in-other-file": Case(_changed(_external), _as_background, "refers to another file"),
    "pattern-in-other-file": Case(
        _changed(_pattern_elsewhere), _as_background, "refers to another file"
    ),
    "replaced-on-the-press": Case(_changed(_opi), _as_background, "refers to another file"),
    "form-is-a-program": Case(_changed(_postscript), _as_background, "PostScript"),
    "box-is-huge": Case(
        one_page(b"/MediaBox[0 0 99999999 99999999]"), _as_picture, "larger or smaller"
    ),
    "box-is-nothing": Case(one_page(b"/MediaBox[5 5 5 5]"), _as_picture, "larger or smaller"),
    "box-is-no-number": Case(one_page(b"/MediaBox[0 0 nan inf]"), _as_picture, "not what"),
    "box-has-400-digits": Case(one_page(b"/MediaBox[0 0 %s 10]" % (b"9" * 400)), _as_picture, ""),
    "unit-is-no-number": Case(one_page(b"/UserUnit nan"), _as_picture, ""),
    "content-bomb": Case(_content(b"q Q\n" * MIB, 64), _as_picture, "unpacks to more"),
    "content-bomb-twice-packed": Case(
        lambda: one_page(
            b"/Contents 4 0 R",
            stream(
                b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(packed(b"\0" * MIB, 256), 9)
            ),
        )(),
        _as_picture,
        "exhaust the memory",
    ),
    "content-saves-for-ever": Case(_content(b"q " * MIB, 3), _as_picture, "than it may"),
    "content-is-deep": Case(_content(b"[" * MIB, 1, b"]" * MIB + b" TJ"), _as_picture, ""),
    "picture-bomb": Case(
        _image(b"/Width 8000/Height 8000/Filter/FlateDecode", lambda: packed(b"\0" * MIB, 183)),
        _as_picture,
        "than it may",
    ),
    "picture-is-huge": Case(
        _image(b"/Width 90000/Height 90000", lambda: b"x"), _as_picture, "64 million"
    ),
    "forms-laugh": Case(_laughs, _as_picture, "too often"),
    "resources-chain": Case(_chain, _as_picture, ""),
    "font-chain": Case(_font_chain, _as_picture, ""),
    "content-comes-in-parts": _filled(_parts, "unpack to more than 8 MiB"),
    "forms-are-blank": _filled(_blank_forms, "unpack to more than it may hold"),
    "predictor-bomb": _filled(_predicted, "could exhaust the memory"),
    "functions-stitch-functions": _filled(_stitched, "more than 1000 functions"),
    "function-has-many-outputs": _filled(_many_outputs, "cannot be converted"),
    "function-has-a-pole": _filled(_pole, "not what the PDF standard says"),
    "palette-contains-itself": _filled(_indexed, "nested too deeply"),
    "spot-ink-contains-itself": _filled(_separation, "nested too deeply"),
    "gradients-are-many": Case(lambda: art(b"", _gradients), _as_background, error=None),
}

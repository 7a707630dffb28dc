"""PDFs whose one page has traps in its streams, forms, patterns and masks."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.hostile.broken.file import Broken
from tests.hostile.making import MIB, drawn, lzw_bomb, one_page, packed, stream

_BBOX = b"/BBox[0 0 9 9]"
_FLATE = b"/Filter/FlateDecode"
_FORM = b"/Type/XObject/Subtype/Form" + _BBOX
_PATTERN = b"/PatternType 1/PaintType 1/TilingType 1/XStep 9/YStep 9" + _BBOX


def _content(filters: bytes, data: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: one_page(b"/Contents 4 0 R", stream(filters, data()))()


def _nested_forms(depth: int) -> bytes:
    forms = [
        stream(b"%s/Resources<</XObject<</F %d 0 R>>>>" % (_FORM, number + 1), b"/F Do")
        for number in range(5, 5 + depth)
    ]
    return drawn(b"/F Do", b"/XObject<</F 5 0 R>>", *forms, stream(_FORM, b"0 0 9 9 re f"))()


_PACKED = "could exhaust the memory"

FILES: dict[str, Broken] = {
    "filter-is-garbage": Broken(_content(b"/Filter/FlateDecode", lambda: b"\xff" * 999), ""),
    "filter-is-unknown": Broken(_content(b"/Filter/Magic", lambda: b"q Q"), ""),
    "filter-is-a-number": Broken(_content(b"/Filter 7", lambda: b"q Q"), ""),
    "filter-is-itself": Broken(
        drawn(b"q Q", b"/XObject<</F 5 0 R>>", stream(_FORM + b"/Filter 6 0 R", b""), b"[6 0 R]"),
        "",
    ),
    "filter-bomb-lzw": Broken(_content(b"/Filter/LZWDecode", lambda: lzw_bomb(200)), _PACKED),
    "filter-bomb-run-length": Broken(
        _content(b"/Filter/RunLengthDecode", lambda: b"\x81 " * 300_000), _PACKED
    ),
    "filter-bomb-in-a-hundred-filters": Broken(
        _content(b"/Filter[%s]" % (b"/ASCIIHexDecode" * 100), lambda: b"20" * 1000), ""
    ),
    "filter-bomb-three-times": Broken(
        _content(
            b"/Filter[/FlateDecode/FlateDecode/FlateDecode]",
            lambda: zlib.compress(zlib.compress(packed(b"\0" * MIB, 1024), 9), 9),
        ),
        _PACKED,
    ),
    **{
        f"predictor-{name}": Broken(
            _content(
                b"/Filter/FlateDecode/DecodeParms<</Predictor 12%s>>" % entries,
                lambda: zlib.compress(b"\0q Q\n"),
            ),
            says,
        )
        for name, entries, says in (
            ("has-a-billion-columns", b"/Columns 1000000000", _PACKED),
            ("has-a-billion-colours", b"/Colors 1000000000", _PACKED),
            ("has-negative-columns", b"/Columns -5", ""),
            ("has-huge-columns", b"/Columns 99999999999999999999", None),
            ("is-a-word", b"/Columns/Many", ""),
        )
    },
    "length-is-a-billion": Broken(
        lambda: drawn(b"q Q")().replace(b"/Length 3", b"/Length 999999999")
    ),
    "length-is-negative": Broken(lambda: drawn(b"q Q")().replace(b"/Length 3", b"/Length -3")),
    "length-is-itself": Broken(lambda: drawn(b"q Q")().replace(b"/Length 3", b"/Length 4 0 R")),
    "content-is-itself": Broken(one_page(b"/Contents 4 0 R", b"[4 0 R 4 0 R]"), ""),
    "content-is-a-number": Broken(one_page(b"/Contents 7"), ""),
    "content-is-listed-100000-times": Broken(
        one_page(b"/Contents[%s]" % (b"4 0 R " * 100_000), stream(b"", b"q Q " * 100)), ""
    ),
    "content-restores-a-million-times": Broken(
        _content(_FLATE, lambda: packed(b"Q\n" * MIB, 1)), "longer to read"
    ),
    "content-saves-100000-times": Broken(_content(b"", lambda: b"q\n" * 100_000), "too often"),
    "content-marks-100000-deep": Broken(_content(b"", lambda: b"/A BMC\n" * 100_000)),
    "content-is-unknown-operators": Broken(_content(b"", lambda: b"foo bar\n" * 1000)),
    "content-has-huge-numbers": Broken(drawn(b"1%s 0 0 1 0 0 cm 0 0 9 9 re f" % (b"0" * 400))),
    "content-has-no-numbers": Broken(drawn(b"nan inf -inf 1e999 re f /a /b /c /d k")),
    "content-has-few-operands": Broken(drawn(b"re k cm Tf Do scn sh gs")),
    "content-image-never-ends": Broken(drawn(b"BI /W 9 /H 9 /BPC 8 /CS /RGB ID " + b"x" * 100_000)),
    "content-image-is-huge": Broken(
        drawn(b"BI /W 99999999 /H 99999999 /BPC 8 /CS /RGB ID x EI"), ""
    ),
    "content-image-is-a-bomb": Broken(
        lambda: drawn(
            b"BI /W 9 /H 9 /BPC 8 /CS /RGB /F /Fl ID " + packed(b"\0" * MIB, 512) + b" EI"
        )(),
        "unpacks to more",
    ),
    "content-string-never-ends": Broken(drawn(b"BT (" + b"x" * 100_000)),
    "content-string-is-enormous": Broken(
        _content(b"", lambda: b"BT (" + b"x" * (7 * MIB) + b") Tj ET")
    ),
    "content-name-is-enormous": Broken(_content(b"", lambda: b"/" + b"N" * MIB + b" gs")),
    "content-array-is-enormous": Broken(
        _content(b"", lambda: b"BT [" + b"(a) 1 " * 1_000_000 + b"] TJ ET")
    ),
    "content-dashes-are-endless": Broken(drawn(b"[0.000001] 0 d 0 0 m 14000 14000 l S")),
    "forms-are-1000-deep": Broken(lambda: _nested_forms(1000), ""),
    "form-draws-itself": Broken(
        drawn(
            b"/F Do",
            b"/XObject<</F 5 0 R>>",
            stream(_FORM + b"/Resources<</XObject<</F 5 0 R>>>>", b"/F Do"),
        )
    ),
    "form-matrix-is-nothing": Broken(
        drawn(b"/F Do", b"/XObject<</F 5 0 R>>", stream(_FORM + b"/Matrix[0 0 0 0 0 0]", b"f"))
    ),
    "form-matrix-is-short": Broken(
        drawn(b"/F Do", b"/XObject<</F 5 0 R>>", stream(_FORM + b"/Matrix[1 0]", b"0 0 9 9 re f"))
    ),
    "resources-are-themselves": Broken(
        one_page(b"/Resources 4 0 R", b"<</XObject 4 0 R/Font 4 0 R/Pattern 4 0 R>>")
    ),
    "resources-are-an-array": Broken(one_page(b"/Resources[1 2 3]")),
    "pattern-paints-itself": Broken(
        drawn(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/Pattern<</P 5 0 R>>",
            stream(
                _PATTERN + b"/Resources<</Pattern<</P 5 0 R>>>>", b"/Pattern cs /P scn 0 0 9 9 re f"
            ),
        )
    ),
    "pattern-steps-are-nothing": Broken(
        drawn(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/Pattern<</P 5 0 R>>",
            stream(
                _PATTERN.replace(b"/XStep 9/YStep 9", b"/XStep 0/YStep 0") + b"/Resources<<>>",
                b"0 0 9 9 re f",
            ),
        )
    ),
    "mask-masks-itself": Broken(
        drawn(
            b"/G gs 0 0 9 9 re f",
            b"/ExtGState<</G 5 0 R>>",
            b"<</SMask<</S/Luminosity/G 6 0 R>>>>",
            stream(_FORM + b"/Resources<</ExtGState<</G 5 0 R>>>>", b"/G gs 0 0 9 9 re f"),
        )
    ),
    "array-is-enormous": Broken(one_page(b"/Extra[%s]" % (b"1 " * 2_000_000))),
    "name-is-enormous": Broken(one_page(b"/%s 1" % (b"N" * MIB))),
    "string-is-enormous": Broken(one_page(b"/Extra(%s)" % (b"s" * (20 * MIB)))),
    "dictionaries-are-deep": Broken(
        one_page(b"/Extra %s%s" % (b"<</A " * 100_000, b">>" * 100_000)), ""
    ),
}

from __future__ import annotations

import io

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.symbology import FORMATS, payload
from saleor_w2p_plugin.rendering import codes
from saleor_w2p_plugin.rendering.codes import paths
from saleor_w2p_plugin.rendering.codes.grid import Grid
from tests.rendering.codes.painted import painted

DPI = 300
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)
LATIN = st.characters(max_codepoint=127) | st.characters(min_codepoint=160, max_codepoint=255)
CONTENTS = {
    "qr": TEXTS,
    "data_matrix": TEXTS,
    "pdf417": TEXTS,
    "code128": st.text(LATIN, min_size=1, max_size=30),
    "ean13": st.from_regex(r"[0-9]{12}", fullmatch=True),
    "ean8": st.from_regex(r"[0-9]{7}", fullmatch=True),
}
SYMBOLOGIES = st.sampled_from(sorted(CONTENTS))


def _read(symbology, symbol, module_mm):
    """Return the bytes that a reader finds in the symbol as the press paints it."""
    picture = raster.picture(painted(symbol, module_mm), 1, DPI)
    return [found.bytes for found in zxingcpp.read_barcodes(picture, formats=FORMATS[symbology])]


def _modules(symbol):
    """Return the modules that the operators cover, each as often as it is covered."""
    lines = symbol.ops.splitlines()
    assert lines.pop() == b"f"
    covered = []
    for line in lines:
        x, y, width, height, operator = line.split()
        assert operator == b"re"
        covered += [
            (column, row)
            for column in range(int(x), int(x) + int(width))
            for row in range(int(y), int(y) + int(height))
        ]
    return covered


@settings(deadline=None, max_examples=150)
@given(SYMBOLOGIES.flatmap(lambda name: st.tuples(st.just(name), CONTENTS[name])))
def test_code_reads_back_when_it_is_painted_in_its_smallest_modules(case):
    symbology, content = case
    symbol = codes.encode(symbology, content)

    assert _read(symbology, symbol, codes.MIN_MODULE_MM[symbology]) == [
        payload(symbology, codes.complete(symbology, content))
    ]


@settings(deadline=None, max_examples=60)
@given(SYMBOLOGIES.flatmap(lambda name: st.tuples(st.just(name), CONTENTS[name])))
def test_operators_cover_each_dark_module_once(case):
    symbology, content = case
    symbol = codes.encode(symbology, content)
    covered = _modules(symbol)
    barcode = zxingcpp.create_barcode(content, FORMATS[symbology])
    columns = memoryview(zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False)).shape[1]

    assert len(covered) == len(set(covered))
    # Every symbology has a dark module in its first and its last column.
    assert {min(covered)[0], max(covered)[0]} == {0, symbol.columns - 1}
    assert max(row for _, row in covered) == symbol.rows - 1
    if symbology in ("code128", "ean13", "ean8"):
        assert (symbol.rows, symbol.columns) == (1, columns)


@given(st.text("abcdefXYZ019-._~:/?#é张", min_size=1, max_size=80), st.sampled_from("LMQH"))
def test_qr_code_has_its_finder_patterns(content, level):
    symbol = codes.encode("qr", content, level)
    cells = set(_modules(symbol))

    # ISO/IEC 18004, 6.3.3: a dark ring, a light one, a dark square.
    for left, top in ((0, 0), (symbol.columns - 7, 0), (0, symbol.columns - 7)):
        drawn = {(x - left, y - top) for x, y in cells if 0 <= x - left < 7 and 0 <= y - top < 7}
        assert drawn == {
            (x, y) for x in range(7) for y in range(7) if max(abs(x - 3), abs(y - 3)) != 2
        }


@given(st.integers(1, 200), st.integers(2, 12), st.randoms(use_true_random=False))
def test_path_draws_any_pattern_of_modules(columns, rows, random):
    cells = [[random.choice("01") for _ in range(columns)] for _ in range(rows)]
    filler = "0" * (-columns % 8)
    grid = Grid(columns, rows, int("".join("".join(row) + filler for row in cells), 2))
    lines = paths.fill(grid).splitlines()[:-1]
    dark = set()
    for x, y, width, height in ([int(part) for part in line.split()[:4]] for line in lines):
        assert height == 1
        dark |= {y * columns + column for column in range(x, x + width)}

    modules = "".join("".join(row) for row in cells)
    assert dark == {place for place, module in enumerate(modules) if module == "1"}


@pytest.mark.parametrize("content", ["Żółw", "日本語", "мир", "שלום", "😀", "é"])
@pytest.mark.parametrize("symbology", ["qr", "data_matrix", "pdf417"])
def test_utf8_is_announced_when_a_text_is_not_ascii(symbology, content):
    symbol = codes.encode(symbology, content)
    picture = raster.picture(painted(symbol, 0.5), 1, DPI)
    read = zxingcpp.read_barcode(picture, text_mode=zxingcpp.TextMode.HexECI)

    # The bytes in hexadecimal, behind the escape for ECI 26, UTF-8.
    escape = b"\\000026".hex(" ").upper()
    assert escape in read.text
    assert read.text.endswith(content.encode().hex(" ").upper())


@pytest.mark.parametrize(
    ("symbology", "quiet"),
    [
        ("qr", (4, 4, 4, 4)),
        ("data_matrix", (1, 1, 1, 1)),
        ("code128", (10, 0, 10, 0)),
        ("ean13", (11, 0, 7, 0)),
        ("ean8", (7, 0, 7, 0)),
        ("pdf417", (2, 2, 2, 2)),
    ],
)
def test_quiet_zone_is_the_standards(symbology, quiet):
    content = {"ean13": "590123412345", "ean8": "9638507"}.get(symbology, "Ann")
    symbol = codes.encode(symbology, content)

    assert symbol.quiet == quiet
    assert symbol.is_stretchable == (symbology in ("code128", "ean13", "ean8"))


def test_qr_code_grows_when_more_error_correction_is_asked_for():
    sizes = [
        codes.encode("qr", "https://example.com/" + "x" * 60, level).columns for level in "LMQH"
    ]

    # A level that costs no more modules is given for nothing, so neighbours may be equal.
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_pdf417_grows_when_more_error_correction_is_asked_for():
    low, high = codes.encode("pdf417", "Ann Smith", "1"), codes.encode("pdf417", "Ann Smith", "5")

    assert low.columns * low.rows < high.columns * high.rows


@pytest.mark.parametrize(
    ("symbology", "level"), [("qr", "X"), ("qr", "3"), ("pdf417", "M"), ("ean13", "M")]
)
def test_level_is_refused_when_the_symbology_has_none_such(symbology, level):
    with pytest.raises(ValueError, match="error correction") as refusal:
        codes.encode(symbology, "590123412345", level)

    assert not isinstance(refusal.value, codes.ContentInvalid)


@pytest.mark.parametrize("length", range(1, 120, 3))
def test_data_matrix_is_square_for_every_length(length):
    symbol = codes.encode("data_matrix", "a" * length)

    assert symbol.columns == symbol.rows


def test_rows_of_pdf417_are_three_modules_high():
    symbol = codes.encode("pdf417", "Ann Smith")
    heights = {line.split()[3] for line in symbol.ops.splitlines()[:-1]}

    assert heights == {b"3"}
    assert symbol.rows % 3 == 0


def test_symbol_is_forgotten_when_64_others_came_after_it():
    first = codes.encode("qr", "0", "L")
    assert codes.encode("qr", "0", "L") is first

    for number in range(1, 65):
        codes.encode("qr", str(number), "L")

    assert codes.encode("qr", "0", "L") is not first
    assert codes.encode("qr", "0", "L") == first


@pytest.mark.parametrize("dpi", [72, 96, 150, 201])
def test_no_seams_show_when_modules_fall_between_pixels(dpi):
    # Given a block of dark modules that is drawn as many rectangles
    symbol = codes.encode("qr", "seams")
    row = "1" * symbol.columns + "0" * (-symbol.columns % 8)
    block = paths.fill(Grid(symbol.columns, symbol.columns, int(row * symbol.columns, 2)))
    picture = raster.picture(painted(symbol, 0.37, block), 1, dpi).convert("L")
    margin = 5 * picture.width // symbol.columns_with_quiet_zone
    inside = picture.crop((margin, margin, picture.width - margin, picture.height - margin))

    # Then its inside is all of one darkness
    darkest, lightest = inside.getextrema()
    assert darkest == lightest


def test_pictures_of_codes_hold_no_picture():
    pdf = painted(codes.encode("qr", "https://example.com"), 0.4)

    assert b"/Image" not in pdf
    assert b"BI" not in io.BytesIO(codes.encode("qr", "https://example.com").ops).read()

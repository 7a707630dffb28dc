"""Records on press sheets, read back by the codes that carry their numbers on both sides."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import ImageChops

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import SheetInvalid, TextDoesNotFit
from saleor_w2p_plugin.prepress.imposition import impose, load_layout
from tests.golden.card import FILES, art, field, qr_frame, raw_card, text_frame
from tests.prepress.imposition.pages import pictures, read, sheet

SRA3 = load_layout(
    {
        "version": 1,
        "name": "SRA3",
        "width_mm": 320,
        "height_mm": 450,
        "margins_mm": {"top": 11, "right": 10, "bottom": 11, "left": 10},
        "scheme": "cut_and_stack",
        "gutter_x_mm": 6,
        "gutter_y_mm": 6,
        "work_style": "sheetwise",
    }
)
GOLD = {"spot": {"name": "Gold (Lack) / #1", "cmyk": [0.2, 0.25, 0.6, 0.25]}}


def _raw(*, sides=("front", "back"), **changes):
    """Return a card with its number as a code on each side, and bleed in colour."""
    raw = raw_card(fields=[field("number"), field("name", max_length=20)])
    raw["colours"]["gold"] = GOLD
    (page,) = raw["pages"]
    raw["pages"] = [
        {
            **page,
            "name": side,
            "frames": [
                {"name": "ground", "kind": "shape", "figure": "rectangle", "x_mm": -3, "y_mm": -3,
                 "width_mm": 91, "height_mm": 18, "fill": "gold" if side == "back" else "cyan"},
                qr_frame(x_mm=32.5, y_mm=17.5, content=f"{side} {{{{number}}}}"),
                text_frame(content="{{name}}", y_mm=42, width_mm=40, fonts=["regular"]),
            ],
        }
        for side in sides
    ]  # fmt: skip
    return {**raw, **changes}


def _compiled(**options):
    files = [path.read_bytes() for path in FILES.values()]
    return rendering.compile(load(_raw(**options)), rendering.MemoryAssets.of(files))


def _records(count):
    return [{"number": str(number), "name": f"Name {number}"} for number in range(count)]


def _imposed(compiled, count, layout, slug="Job 7"):
    target = io.BytesIO()
    told = rendering.impose_records(compiled, iter(_records(count)), layout, target, slug=slug)
    return target.getvalue(), told


@pytest.fixture(scope="module")
def card():
    return _compiled()


@pytest.mark.parametrize("count", [1, 20, 21, 22, 50])
def test_cut_and_stacked_piles_are_in_order_and_backs_lie_behind_fronts(card, count):
    pdf, told = _imposed(card, count, SRA3)

    sheets = -(-count // 21)
    assert (told.records, told.sheets, told.pages, told.missing) == (count, sheets, 2 * sheets, ())
    codes = [dict(read(picture)) for picture in pictures(pdf)]
    for number in range(count):
        # Places count row by row from the top left, three in a row.
        place, sheet_number = divmod(number, sheets)
        front = codes[2 * sheet_number][f"front {number}"]
        back = codes[2 * sheet_number + 1][f"back {number}"]
        assert back.is_close(front.mirrored(SRA3))
        row, column = divmod(place, 3)
        # Three columns of 85 mm and seven rows of 55 mm with gutters of 6 mm, in the middle of the
        # sheet; the code is in the middle of the card.
        assert front.x == pytest.approx(26.5 + 91 * column + 42.5, abs=1)
        assert front.y == pytest.approx(450 - (14.5 + 61 * row + 27.5), abs=1)
    assert sum(map(len, codes)) == 2 * count


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"scheme": "n_up", "work_style": "work_and_turn", "columns": 2},
        {"scheme": "step_and_repeat", "work_style": "perfecting"},
        {"rotation_deg": 90, "heads": "together"},
        {"bleed_mm": 1, "gutter_x_mm": 0, "gutter_y_mm": 1},
    ],
)
def test_direct_way_gives_the_picture_of_the_way_through_a_pdf(card, changes):
    raw = {
        "version": 1, "name": "SRA3", "width_mm": 320, "height_mm": 450,
        "scheme": "cut_and_stack", "gutter_x_mm": 6, "gutter_y_mm": 6, "work_style": "sheetwise",
        "margins_mm": {"top": 11, "right": 10, "bottom": 11, "left": 10},
    }  # fmt: skip
    layout = load_layout({**raw, **changes})
    merged = io.BytesIO()
    rendering.merge_pdf(card, _records(5), merged)

    direct = pictures(_imposed(card, 5, layout)[0])
    through = pictures(impose(merged.getvalue(), layout, "Job 7"))

    assert len(direct) == len(through)
    for one, other in zip(direct, through, strict=True):
        assert max(high for _, high in ImageChops.difference(one, other).getextrema()) <= 2


def test_sheets_say_what_they_are_as_pages_do(card):
    pdf, _ = _imposed(card, 3, SRA3)

    assert pdf == _imposed(card, 3, SRA3)[0]
    with pikepdf.open(io.BytesIO(pdf)) as made:
        plain = pikepdf.open(io.BytesIO(rendering.press_pdf(card, _records(1)[0])))
        assert made.pdf_version == plain.pdf_version
        assert made.Root.Metadata.read_bytes() == plain.Root.Metadata.read_bytes()
        assert made.Root.OutputIntents[0].S == "/GTS_PDFX"
        fonts = [item for item in made.objects if _is(item, "/Font", "/Type0")]
        forms = [item for item in made.objects if _is(item, "/XObject", "/Form")]
        assert len(fonts) == 1
        assert len(forms) == 2 * 3 + 1 + _static_forms(plain)
        for page in made.pages:
            assert page.TrimBox == page.MediaBox
            spaces = page.Resources.ColorSpace.as_dict().values()
            assert {str(space[1]) for space in spaces} == {"/All", "/Gold (Lack) / #1"}


def _is(item, kind, subtype):
    return (
        isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))
        and item.get("/Type") == kind
        and item.get("/Subtype") == subtype
    )


def _static_forms(pdf):
    return sum(_is(item, "/XObject", "/Form") for item in pdf.objects)


TINT = b"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>"


@pytest.mark.parametrize(
    "space",
    [
        b"[/Separation/Ruby#20Red/DeviceCMYK" + TINT + b"]",
        b"[/DeviceN[/Ruby#20Red]/DeviceCMYK" + TINT + b"]",
        b"[/Indexed[/Separation/Ruby#20Red/DeviceCMYK" + TINT + b"] 1 <00FF>]",
    ],
)
def test_spot_inks_of_artwork_are_in_the_colour_bar(space):
    def spot(pdf, page):
        page.obj.Resources.ColorSpace = pikepdf.Dictionary(S=pikepdf.Object.parse(space))

    artwork = art(b"/S cs 1 scn 0 0 50 50 re f", spot)
    raw = raw_card(text_frame(content="A", fonts=["regular"]), artwork=artwork)
    files = [path.read_bytes() for path in FILES.values()]
    compiled = rendering.compile(load(raw), rendering.MemoryAssets.of([*files, artwork]))
    target = io.BytesIO()

    rendering.impose_records(compiled, [{}], sheet(columns=1, rows=1), target)

    with pikepdf.open(io.BytesIO(target.getvalue())) as made:
        spaces = made.pages[0].Resources.ColorSpace.as_dict()
        assert {str(space[1]) for space in spaces.values()} == {"/All", "/Ruby Red"}
        assert made.pages[0].Resources.XObject.Marks.read_bytes().count(b"/Spot0 cs") >= 2


@pytest.mark.parametrize(
    ("ink", "name"),
    [(b"Ruby#5B#5DRed", "Ruby[]Red"), (b"Caf#e9", "Caf\N{REPLACEMENT CHARACTER}")],
)
def test_texts_that_look_like_inks_are_none_and_inks_keep_their_strange_names(ink, name):
    def spot(pdf, page):
        page.obj.Resources.ColorSpace = pikepdf.Dictionary(
            S=pikepdf.Object.parse(
                b"[/Separation/%s/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]"
                b"/C1[0 1 1 0]/N 1>>]" % ink
            )
        )
        page.obj.Resources.Properties = pikepdf.Dictionary(
            M=pikepdf.Dictionary(Note=pikepdf.String("[/Separation/Phantom [[[ "))
        )

    artwork = art(b"/S cs 1 scn 0 0 50 50 re f", spot)
    raw = raw_card(text_frame(content="A", fonts=["regular"]), artwork=artwork)
    raw["name"] = "Card [/Separation/Ghost [[["
    files = [path.read_bytes() for path in FILES.values()]
    compiled = rendering.compile(load(raw), rendering.MemoryAssets.of([*files, artwork]))
    target = io.BytesIO()

    rendering.impose_records(compiled, [{}], sheet(columns=1, rows=1), target)

    with pikepdf.open(io.BytesIO(target.getvalue())) as made:
        assert not made.get_warnings()
        spaces = dict(made.pages[0].Resources.ColorSpace.items())
        assert set(spaces) == {"/All", "/Spot0"}
        assert spaces["/Spot0"][1].unparse().lower() == (b"/" + ink).lower()
    assert set(compiled.spots) == {name}


def test_each_record_is_a_booklet_when_the_sheet_is_folded():
    compiled = _compiled(sides=[f"p{number}" for number in range(5)])
    layout = sheet(
        scheme="booklet", work_style="sheetwise", width_mm=240, height_mm=90, columns=1, rows=1
    )

    pdf, told = _imposed(compiled, 2, layout)

    assert (told.sheets, told.pages) == (4, 8)
    sides = [sorted(text for text, _ in read(picture)) for picture in pictures(pdf)]
    # Five pages are folded from two sheets; three of eight are blank.
    assert sides == [
        ["p0 0"], ["p1 0"], ["p2 0"], ["p3 0", "p4 0"],
        ["p0 1"], ["p1 1"], ["p2 1"], ["p3 1", "p4 1"],
    ]  # fmt: skip


def test_record_is_named_when_it_does_not_fit(card):
    records = [*_records(2), {"number": "3", "name": "An unusually long name " * 20}]

    with pytest.raises(TextDoesNotFit) as refused:
        rendering.impose_records(card, records, SRA3, io.BytesIO())

    assert [problem.params["record"] for problem in refused.value.problems] == [2, 2]


def test_sheet_is_refused_before_anything_is_written(card):
    target = io.BytesIO()

    with pytest.raises(SheetInvalid):
        rendering.impose_records(card, _records(1), sheet(), target)

    assert target.getvalue() == b""


def test_sheet_is_refused_when_the_design_s_pages_differ():
    raw = _raw()
    raw["pages"][1]["height_mm"] = 60
    files = [path.read_bytes() for path in FILES.values()]
    compiled = rendering.compile(load(raw), rendering.MemoryAssets.of(files))

    with pytest.raises(SheetInvalid, match=r"pages\[1\]"):
        rendering.impose_records(compiled, _records(1), SRA3, io.BytesIO())


def test_file_is_refused_when_there_are_no_records(card):
    with pytest.raises(ValueError, match="at least one"):
        rendering.impose_records(card, [], SRA3, io.BytesIO())

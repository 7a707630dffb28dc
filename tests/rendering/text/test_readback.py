from __future__ import annotations

import unicodedata

import pytest

from saleor_w2p_plugin.rendering.text import Style, Typesetter, parse
from saleor_w2p_plugin.rendering.text.substitutes import substitutes
from tests.rendering.text import builds
from tests.rendering.text.chains import ARABIC, REGULAR, STYLE
from tests.rendering.text.pages import needs_poppler, page, read_by_pdfium, read_by_poppler

BOX = (40, 0, 500, 700)


def _font(cmap, features="", names=()):
    boxes = dict.fromkeys([*cmap.values(), *names], BOX)
    return parse("x", builds.font(boxes, cmap, features=features))


def _text(font, name_index):
    return font.read.text(name_index)


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ([0x41], "A"),
        ([0x391, 0x41], "A"),
        ([0x2F00, 0x4E00], "一"),
        ([0x2126, 0x3A9], "Ω"),
        ([0x2126], "\u2126"),
        ([0xA0, 0x20], " "),
        ([0xA0], " "),
        ([0x3000], " "),
        ([0xAD, 0x2010], "\u2010"),
        ([0xAD], ""),
        ([0x0D], ""),
        ([0xFB01], "fi"),
        ([0xFEFB], "\ufefb"),
        ([0xFE8E, 0x627], "ا"),
        ([0xFE70], "\ufe70"),
        ([0x1F600], "😀"),
    ],
)
def test_glyph_stands_for_the_plainest_of_its_characters(codes, text):
    assert _text(_font(dict.fromkeys(codes, "g")), 1) == text


@pytest.mark.parametrize(
    ("features", "texts"),
    [
        ("feature smcp { sub a by x; } smcp;", ["a", "b", "a", "", ""]),
        ("feature liga { sub a b by x; } liga;", ["a", "b", "ab", "", ""]),
        ("feature salt { sub a from [x y]; } salt;", ["a", "b", "a", "a", ""]),
        # Of an alternate, and of a ligature of alternates, whatever their order.
        ("feature ss01 { sub y by z; } ss01; feature ss02 { sub x by y; sub b by x; } ss02;",
         ["a", "b", "b", "b", "b"]),
        ("lookup one useExtension { sub a by x; } one; feature ss01 { lookup one; } ss01;",
         ["a", "b", "a", "", ""]),
        ("lookup one { sub a by z; } one; feature calt { sub a' lookup one b; } calt;",
         ["a", "b", "", "", "a"]),
        # What a glyph is taken apart into has no text of its own, and nor has what comes of it.
        ("feature ccmp { sub a by x y; } ccmp; feature liga { sub x b by z; } liga;",
         ["a", "b", "", "", ""]),
        ("feature ss01 { sub a by b; } ss01;", ["a", "b", "", "", ""]),
    ],
)  # fmt: skip
def test_glyph_outside_the_cmap_stands_for_what_it_is_drawn_for(features, texts):
    font = _font({0x61: "a", 0x62: "b"}, features, ["x", "y", "z"])

    assert [_text(font, gid) for gid in range(1, 6)] == texts
    assert _text(font, 0) == _text(font, 60_000) == ""


def test_what_a_damaged_table_has_before_its_damage_counts():
    font = _font({0x61: "a"}, "feature smcp { sub a by x; } smcp;", ["x"])
    table = bytes(font.face.reference_table("GSUB").data)

    assert substitutes(table) == [((1,), 2)]
    for length in range(len(table)):
        assert substitutes(table[:length]) in ([], [((1,), 2)])


def test_a_table_that_repeats_itself_comes_to_an_end():
    # 65,535 lookups, each the same, of a range over all glyphs.
    single = b"\0\1\0\6\0\1" + b"\0\2\0\1\0\0\xff\xff\0\0"
    lookup = b"\0\1\0\0\0\1\0\x08" + single
    table = b"\0\1\0\0\0\0\0\0\0\x0a" + b"\xff\xff" + b"\0\2" * 0xFFFF + lookup
    at = 2 + 2 * 0xFFFF
    table = table[:12] + (at & 0xFFFF).to_bytes(2, "big") * 0xFFFF + lookup

    assert len(substitutes(table)) <= 200_000


def test_text_is_spelled_when_a_glyph_stands_for_another_character():
    font = _font({0x41: "g", 0x391: "g", 0x20: "space"})
    typesetter, style = Typesetter(), Style((font,))

    assert typesetter.line("A", style).ops == b"/F0 1 Tf<0001>Tj"
    spelled = b"/F0 1 Tf/Span<</ActualText<FEFF0391>>>BDC[<0001>]TJ EMC"
    assert typesetter.line("\u0391", style).ops == spelled
    # Before and after, in whatever order they are set.
    assert Typesetter().line("\u0391", style).ops == spelled
    assert typesetter.line("A", style).ops == b"/F0 1 Tf<0001>Tj"


def _read(text, style=STYLE):
    line = Typesetter().line(text, style)
    assert line.missing == ()
    pdf = page([line], style.fonts)
    return read_by_pdfium(pdf), read_by_poppler(pdf)


@needs_poppler
@pytest.mark.parametrize(
    "text",
    [
        "office fjord ffi",
        "Katarzyna Wiśniewska-Szczęśniak",
        "q\u0303 e\u0301 e\u0323\u0302",
        "Ω, ab\u2126",
        "ليلى عبد الرحمن",
        "الإمارات لا",
        "欧阳晓雯 Ann",
        "Олександра Ελένη",
    ],
)
@pytest.mark.parametrize("features", [(), ("smcp",), ("-liga", "onum")])
def test_text_reads_as_it_was_typed(text, features):
    assert set(_read(text, Style(STYLE.fonts, features))) == {text}


@needs_poppler
def test_hebrew_and_emoji_read_as_they_were_typed():
    boxes, cmap = builds.letters("שלום עולם😀👍")
    style = Style((parse("x", builds.font(boxes, cmap)),))

    assert set(_read("שלום עולם", style)) == {"שלום עולם"}
    assert set(_read("😀👍", style)) == {"😀👍"}


@needs_poppler
def test_ligatures_read_as_they_were_typed_when_text_runs_to_the_left():
    cmap = {0x644: "lam", 0x627: "alef", 0x628: "beh"}
    features = (
        "languagesystem DFLT dflt; languagesystem arab dflt;"
        "feature rlig { lookupflag RightToLeft; sub lam alef by lamalef; } rlig;"
    )
    style = Style((_font(cmap, features, ["lamalef"]),))

    assert Typesetter().line("بلا", style).ops == b"/F0 1 Tf<00040003>Tj"
    by_pdfium, by_poppler = _read("بلا", style)
    assert by_pdfium == "بلا"
    assert unicodedata.normalize("NFKC", by_poppler) == "بلا"


def test_vowelled_arabic_is_spelled_in_the_order_it_was_typed():
    line = Typesetter().line("عَرَبِيّ", Style((ARABIC,)))

    # One span for all of it: PDFium reads spans with raised glyphs between them out of order.
    assert line.ops.count(b"/Span") == 1
    assert read_by_pdfium(page([line], [ARABIC])) == "عَرَبِيّ"


def test_brackets_of_text_to_the_left_are_not_spelled():
    line = Typesetter().line("محمد (12) حسن", STYLE)

    assert b"/Span" not in line.ops
    assert read_by_pdfium(page([line], STYLE.fonts)) == "محمد (12) حسن"


def test_small_capitals_need_no_spelling():
    line = Typesetter().line("Ann Smith", Style((REGULAR,), ("smcp",)))

    assert line.glyphs != Typesetter().line("Ann Smith", Style((REGULAR,))).glyphs
    assert b"/Span" not in line.ops


@needs_poppler
@pytest.mark.parametrize("tracking", [50, 80, 100, 250])
def test_words_stay_words_when_their_letters_stand_apart(tracking):
    style = Style(STYLE.fonts, tracking=tracking)

    assert set(_read("Tracking 100 AVATAR, office — Żółć", style)) == {
        "Tracking 100 AVATAR, office — Żółć"
    }
    assert set(_read("A B CD", style)) == {"A B CD"}

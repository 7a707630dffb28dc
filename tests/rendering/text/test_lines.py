from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.rendering.text import Style, Typesetter, parse
from saleor_w2p_plugin.rendering.text.paragraphs import Paragraph
from tests.rendering.text import builds
from tests.rendering.text.chains import ARABIC, CHAIN, CHINESE, REGULAR, STYLE

TYPESETTER = Typesetter()
ALPHABETS = (
    "AVToaefil jgÄŁżřé0123456789.,-–+&@()/%€",
    "abc ",
    "ЖщїАВТу 12",
    "ΑΒΓώΩ 12",
    "张伟晓，。1",
    "0123 +()/",
    "aЖΩ张م \u00ad\u0301",
)
FEATURES = """
    languagesystem DFLT dflt; languagesystem latn dflt;
    feature liga { sub u0061 u0062 by joined; sub u0061 u0061 by joined; } liga;
    feature ccmp { sub u0063 by u0062 u0062; } ccmp;
    feature ss01 { sub u0062 from [other u0061]; } ss01;
    feature ss03 { sub u0061 by NULL; } ss03;
    feature kern { pos u0062 u0061 -900; pos u0020 u0061 <-30 20 -100 0>; } kern;
"""


def _ruled():
    """Return a font with ligatures, parted letters and glyphs that go back."""
    boxes, cmap = builds.letters("abc ")
    others = dict.fromkeys(("joined", "other"), (-200, -50, 900, 600))
    return parse("ruled", builds.font(boxes | others, cmap, features=FEATURES), b"F9")


RULED = _ruled()


def _line(text, style=STYLE):
    return TYPESETTER.line(text, style)


def test_missing_characters_are_listed_once():
    assert _line("a😀b😀\u16a0").missing == ("😀", "\u16a0")


def test_characters_beyond_the_first_plane_are_told_from_their_neighbours():
    boxes, cmap = builds.letters("😀👍")
    style = Style((REGULAR, parse("x", builds.font(boxes, cmap), b"F8")))
    b, c = (REGULAR.hb_font.get_nominal_glyph(ord(char)) for char in "bc")

    shown = b"/F8 1 Tf<0001>Tj/F0 1 Tf<%04X>Tj/F8 1 Tf<00020001>Tj/F0 1 Tf<%04X>Tj" % (b, c)
    assert _line("😀b👍😀c", style).ops == shown


def test_invisible_characters_need_no_glyph():
    line, plain = _line("a\u200d\u00adb\ufe0f"), _line("ab")

    assert (line.missing, line.ops, line.width) == ((), plain.ops, plain.width)


def test_line_is_empty_when_nothing_of_it_is_visible():
    for text in ("", "\u2067\u200f"):
        line = _line(text)
        assert (line.ops, line.missing, line.left, line.right, line.glyphs) == (b"", (), 0, 0, ())


def test_ink_is_measured_when_it_leaves_the_advance():
    line = _line("ليلى")

    assert line.is_rtl
    assert line.bottom < 0 < line.top
    assert line.left <= 0
    assert line.right > 1


def test_letters_are_mirrored_and_turned_when_text_runs_to_the_left():
    line = _line("(م")
    closing = REGULAR.hb_font.get_nominal_glyph(ord(")"))

    # On the left stands the letter, on the right what looks like a closing bracket.
    assert line.ops.startswith(b"/F1 1 Tf<")
    assert line.ops.endswith(b"/F0 1 Tf<%04X>Tj" % closing)


@settings(deadline=None, max_examples=600)
@given(
    st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=25)),
    st.sampled_from([0.0, 50.0, -20.0, 33.3]),
    st.sampled_from([(), ("-kern",), ("smcp",), ("liga",), ("ss01=2", "zero"), ("ss03",)]),
    st.sampled_from([CHAIN, (CHINESE,), (RULED, REGULAR)]),
)
def test_a_simple_text_is_set_as_any_other(text, tracking, features, chain):
    style = Style(chain, features, tracking)

    assert _line(text, style) == Paragraph(text, style).line(0, len(text))


def test_a_simple_text_is_set_without_looking_for_directions_and_scripts(monkeypatch):
    monkeypatch.setattr("saleor_w2p_plugin.rendering.text.typesetting.Paragraph", None)

    for text in ("Katarzyna", "Олена 12", "+48 22", "Ελένη", "office"):
        assert Typesetter().line(text, STYLE).missing == ()


@pytest.mark.parametrize("text", ["Ann", "Ann\u0303 x"])
def test_tracking_stands_between_letters_only(text):
    tracked, plain = _line(text, Style(CHAIN, tracking=100)), _line(text)

    # A mark is no letter of its own.
    gaps = len(text.replace("\u0303", "")) - 1
    assert tracked.width == pytest.approx(plain.width + gaps * 0.1)
    assert tracked.ops.count(b"-100") == gaps


def test_tracking_leaves_joined_letters_alone():
    assert _line("ليلى", Style((ARABIC,), tracking=100)) == _line("ليلى", Style((ARABIC,)))


def test_tracking_parts_ligatures():
    ligature, apart = _line("ffi"), _line("ffi", Style(CHAIN, tracking=1))

    assert len(ligature.glyphs[0][1]) < len(apart.glyphs[0][1])


@settings(deadline=None, max_examples=200)
@given(st.text("abc ", min_size=1, max_size=12))
def test_line_encloses_the_ink_of_each_glyph(text):
    line = _line(text, Style((RULED,)))
    extents, x, left, right = RULED.hb_font.get_glyph_extents, 0, 0, 0
    for shift, gid in re.findall(rb"(-?[0-9.]+)?[ \[]*<([0-9A-F]{4})", _one_by_one(line.ops)):
        x -= float(shift or 0)
        ink = extents(int(gid, 16))
        if ink and ink.width:
            left, right = min(left, x + ink.x_bearing), max(right, x + ink.x_bearing + ink.width)
        x += RULED.glyphs.natural(int(gid, 16))

    assert line.left == pytest.approx(left / 1000, abs=1e-4)
    assert line.right >= right / 1000 - 1e-4


def _one_by_one(ops):
    """Return operators with a string for each glyph."""
    ops = re.sub(
        rb"/Span<</ActualText<[^>]*>>>BDC|EMC|/F9 1 Tf|TJ|Tj|-?[0-9.]+ Ts|[\[\]]", b"", ops
    )
    return re.sub(rb"([0-9A-F]{4})(?=[0-9A-F])", rb"\1><", ops)

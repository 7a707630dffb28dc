from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.rendering.text import Style, Typesetter
from saleor_w2p_plugin.rendering.text.paragraphs import Paragraph
from tests.rendering.text.chains import ARABIC, CHAIN, CHINESE, REGULAR, STYLE

TYPESETTER = Typesetter()
LETTERS = "AVToaefil jgÄŁżřЖщΩώ张伟0123456789.,-–+&@()/%€"


def _line(text, style=STYLE):
    return TYPESETTER.line(text, style)


def test_missing_characters_are_listed_once():
    assert _line("a😀b😀\u16a0").missing == ("😀", "\u16a0")


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


@settings(deadline=None, max_examples=500)
@given(
    st.text(LETTERS, min_size=1, max_size=25),
    st.sampled_from([0.0, 50.0, -20.0, 33.3]),
    st.sampled_from([(), ("-kern",), ("smcp",), ("liga",)]),
    st.sampled_from([CHAIN, (CHINESE,)]),
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

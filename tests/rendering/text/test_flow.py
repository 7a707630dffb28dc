from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.rendering.text import Style, Typesetter, parse
from saleor_w2p_plugin.rendering.text.breaking import opportunities
from tests.rendering.text import builds
from tests.rendering.text.chains import ARABIC, CHAIN, REGULAR, STYLE

TYPESETTER = Typesetter()
LATIN = "The quick brown fox jumps over the lazy dog, again and again."
ARABIC_TEXT = "هذا نص عربي طويل (test 123) لاختبار كسر الأسطر مع كلمات English في المنتصف."
LATIN_WORDS = ("Ann", "Żółć", "Donau\u00addampf\u00adschiff", "12\u00a0000", "a-b", "(AV)", "—")
WORDS = st.lists(
    st.sampled_from((*LATIN_WORDS, "ليلى", "张伟晓", "j")), min_size=1, max_size=12
).map(" ".join)  # fmt: skip


def _texts(text, width, style=STYLE, **how):
    return [line.text for line in TYPESETTER.flow(text, style, width, **how)]


def _widest_word(text, style):
    """Return the extent of the widest unbroken piece: without a measure each has its own line."""
    return max(line.extent for line in TYPESETTER.flow(text, style, 0))


def _pieces(text, language="und"):
    ends = opportunities(text, language)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_lines_are_filled_one_by_one():
    lines = TYPESETTER.flow(LATIN, STYLE, 15)

    assert " ".join(line.text for line in lines) == LATIN
    for line, following in pairwise(lines):
        more = TYPESETTER.line(f"{line.text} {following.text.split(' ')[0]}", STYLE)
        assert line.extent <= 15 < more.extent


def test_paragraphs_are_lines_of_their_own():
    assert _texts("One\n\nTwo three", 100) == ["One", "", "Two three"]
    assert _texts("", 100) == [""]


def test_blanks_hang_out_of_the_end_of_a_line():
    assert _texts("One   two  ", TYPESETTER.line("One", STYLE).extent) == ["One", "two"]
    assert TYPESETTER.flow("One  ", STYLE, 100) == [TYPESETTER.line("One", STYLE)]


def test_blanks_in_front_make_no_empty_line():
    assert _texts("   Donaudampfschiff one", 4) == ["   Donaudampfschiff", "one"]


def test_no_break_space_keeps_words_together():
    narrow = TYPESETTER.line("Ann\u00a0Smith", STYLE).extent

    assert _texts("Mrs Ann\u00a0Smith", narrow) == ["Mrs", "Ann\u00a0Smith"]


def test_word_without_a_place_to_break_it_is_left_whole():
    lines = TYPESETTER.flow("a Donaudampfschifffahrt b", STYLE, 4)

    assert [line.text for line in lines] == ["a", "Donaudampfschifffahrt", "b"]
    assert lines[1].extent > 4


def test_hyphen_is_shown_only_where_a_word_is_broken():
    word = "Donau\u00addampf\u00adschiff"
    whole, plain = TYPESETTER.line(word, STYLE), TYPESETTER.line("Donaudampfschiff", STYLE)
    broken = TYPESETTER.flow(word, STYLE, TYPESETTER.line("Donaudampf‐", STYLE).extent)

    assert whole.ops == plain.ops
    assert [line.text for line in broken] == ["Donau\u00addampf\u00ad", "schiff"]
    hyphen = REGULAR.hb_font.get_nominal_glyph(0x2010)
    # Readers find a soft hyphen, so a search finds the word (ISO 32000-1, 14.8.2.2.3).
    assert broken[0].ops.endswith(b"/Span<</ActualText<FEFF00AD>>>BDC[<%04X>]TJ EMC" % hyphen)
    assert hyphen in broken[0].glyphs[0][1]


def test_hyphen_is_another_one_when_the_font_lacks_it():
    boxes, cmap = builds.letters("ab-")
    style = Style((parse("x", builds.font(boxes, cmap)),))
    (first, _) = TYPESETTER.flow("aaa\u00adbbb", style, 2.5)

    assert first.missing == ()
    assert first.width == pytest.approx(4 * 0.6)


def test_hyphen_is_missing_when_no_font_has_one():
    boxes, cmap = builds.letters("ab")
    style = Style((parse("x", builds.font(boxes, cmap)),))

    assert TYPESETTER.flow("aaa\u00adbbb", style, 2.5)[0].missing == ("\u2010",)


@pytest.mark.parametrize(
    ("text", "language", "pieces"),
    [
        ("日本語です。", "ja", ["日", "本", "語", "で", "す。"]),
        ("「日」と", "ja", ["「日」", "と"]),
        ("สวัสดีครับ", "th", ["สวัสดี", "ครับ"]),
        ("a😀b c", "en", ["a", "😀", "b ", "c"]),
        ("\ud800 a", "en", ["\ud800 ", "a"]),
        ("http://a.de/b", "en", ["http://", "a.de/", "b"]),
        ("1\u2060a b", "en", ["1\u2060a ", "b"]),
        ("a b", "no such language", ["a ", "b"]),
    ],
)
def test_places_to_break_are_those_of_uax_14(text, language, pieces):
    assert _pieces(text, language) == pieces


def test_lines_of_a_paragraph_to_the_left_keep_its_directions():
    lines = TYPESETTER.flow(ARABIC_TEXT, STYLE, 12)

    assert len(lines) > 2
    assert all(line.is_rtl for line in lines)
    # The line starts with Latin letters, and still its full stop stands on the left.
    last = TYPESETTER.flow("م English text ok.", STYLE, TYPESETTER.line("text ok.", STYLE).extent)[
        -1
    ]
    stop = REGULAR.hb_font.get_nominal_glyph(ord("."))
    assert last.text == "text ok."
    assert last.ops.startswith(b"/F0 1 Tf<%04X>" % stop)


def test_arabic_letters_stay_joined_across_a_soft_hyphen():
    first, second = TYPESETTER.flow("ببب\u00adببب", Style((ARABIC, REGULAR)), 1.6)
    initial, *medial, final = _gids(TYPESETTER.line("بببببب", Style((ARABIC,))).ops)[::-1]

    hyphen = ARABIC.hb_font.get_nominal_glyph(0x2010)
    assert _gids(first.ops) == [hyphen, *medial[:2], initial]
    assert _gids(second.ops) == [final, *medial[2:]]


def _gids(ops):
    shown = re.sub(rb"/ActualText<[^>]*>", b"", ops)
    return [int(gid, 16) for text in re.findall(rb"<([0-9A-F]+)>", shown)
            for gid in re.findall(rb"....", text)]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(WORDS, st.floats(2, 20), st.booleans(), st.sampled_from([0.0, 40.0]))
def test_every_letter_is_set_once_and_in_order(text, width, justify, tracking):
    style = Style(CHAIN, tracking=tracking)
    lines = TYPESETTER.flow(text, style, width, justify=justify)

    assert "".join("".join(line.text for line in lines).split(" ")) == text.replace(" ", "")
    assert not any(line.missing for line in lines)
    widest = _widest_word(text, style)
    assert max(line.extent for line in lines) <= max(width, widest) + 1e-6


@settings(deadline=None, max_examples=100)
@given(WORDS)
def test_widest_word_is_the_least_measure_that_holds_all(text):
    widest = _widest_word(text, STYLE)

    assert all(line.extent <= widest + 1e-6 for line in TYPESETTER.flow(text, STYLE, widest))
    narrower = TYPESETTER.flow(text, STYLE, widest - 0.001)
    assert max(line.extent for line in narrower) > widest - 0.001


@settings(deadline=None, max_examples=100)
@given(WORDS, st.floats(6, 20))
def test_justified_lines_fill_the_measure(text, width):
    ragged = TYPESETTER.flow(text, STYLE, width)
    justified = TYPESETTER.flow(text, STYLE, width, justify=True)

    assert [line.text for line in justified] == [line.text for line in ragged]
    assert justified[-1] == ragged[-1]
    for line, loose in zip(justified[:-1], ragged[:-1], strict=True):
        if loose.extent <= width and set(" \u00a0") & set(loose.text):
            assert line.extent == pytest.approx(width, abs=1e-4)
        else:
            assert line == loose


def test_blanks_of_a_fixed_width_are_not_stretched():
    text = "a\u2003b c ddddddddddddddddd"
    (line, _) = TYPESETTER.flow(text, STYLE, 10, justify=True)

    assert line.extent == pytest.approx(10)
    assert line.ops.count(b"-") == 1


def test_line_breaker_is_not_loaded_when_nothing_is_broken():
    code = (
        "import sys\n"
        "from tests.rendering.text.chains import STYLE\n"
        "from saleor_w2p_plugin.rendering.text import Typesetter\n"
        "Typesetter().flow('Ann\\nSmith', STYLE, 20)\n"
        "assert not any(name.startswith('icu4py') for name in sys.modules)\n"
        "Typesetter().flow('Ann Smith', STYLE, 3)\n"
        "assert any(name.startswith('icu4py') for name in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

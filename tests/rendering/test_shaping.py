from __future__ import annotations

import pytest

from saleor_w2p_plugin.rendering import bidi, fonts, itemise, shaping
from tests.golden.card import FILES

CHAIN = [fonts.parse(key, FILES[key].read_bytes()) for key in ("regular", "arabic", "chinese")]


def _runs(text):
    found, missing = itemise.items(text, CHAIN)
    assert missing == []
    return [(text[item.start : item.end], item.font.key, item.level % 2) for item in found]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("abc", [0, 0, 0]),
        ("", []),
        ("אב", [1, 1]),
        ("a א 1", [0, 0, 1, 1, 2]),
        ("א a", [1, 1, 2]),
        ("م 12", [1, 1, 2, 2]),
        ("م\u200cن", [1, 1, 1]),
        ("a (م) 1", [0, 0, 0, 1, 0, 0, 2]),
        ("م\u05ff", [1, 2]),
        ("م (a) م", [1, 1, 1, 2, 1, 1, 1]),
        ("م (a", [1, 1, 1, 2]),
        ("a ([م]) b", [0, 0, 0, 0, 1, 0, 0, 0, 0]),
        ("م (b م) a", [1, 1, 1, 2, 1, 1, 1, 1, 2]),
        ("\u2067a\u2069", [0, 0, 0]),
        ("\u2067א\u2069a", [1, 1, 1, 2]),
    ],
)
def test_levels_follow_uax_9(text, levels):
    assert bidi.levels(text) == levels


@pytest.mark.parametrize(
    ("levels", "order"),
    [
        ([], []),
        ([0, 0], [0, 1]),
        ([1, 1], [1, 0]),
        ([0, 1, 1, 0], [0, 2, 1, 3]),
        ([1, 2, 1], [2, 1, 0]),
        ([0, 1, 2, 1, 0], [0, 3, 2, 1, 4]),
        ([2, 1, 2, 2], [2, 3, 1, 0]),
    ],
)
def test_runs_are_reordered_as_uax_9_says(levels, order):
    assert bidi.visual_order(levels) == order


def test_the_first_font_that_has_all_of_a_run_sets_it():
    assert _runs("Ann 张伟") == [("Ann ", "regular", 0), ("张伟", "chinese", 0)]
    assert _runs("ليلى Ann") == [("ليلى ", "arabic", 1), ("Ann", "regular", 0)]
    assert _runs("Zażółć Αθήνα") == [("Zażółć ", "regular", 0), ("Αθήνα", "regular", 0)]


def test_marks_stay_with_their_base_when_fonts_differ():
    (base, chinese) = _runs("q\u0303张")

    assert base == ("q\u0303", "regular", 0)
    assert chinese[1] == "chinese"


def test_missing_characters_are_listed_once():
    found, missing = itemise.items("a😀b😀\u16a0", CHAIN)

    assert missing == ["😀", "\u16a0"]
    assert [item.font.key for item in found] == ["regular", "regular"]


def test_invisible_characters_need_no_glyph():
    line = shaping.shape("a\u200d\u00adb\ufe0f", CHAIN)

    assert line.missing == ()
    assert "".join(cluster.text for run in line.runs for cluster in run.clusters) == "ab"


def test_line_is_empty_when_nothing_of_it_is_visible():
    line = shaping.shape("\u2067\u200f", CHAIN)

    assert (line.missing, line.left, line.right) == ((), 0, 0)


def test_ink_is_measured_when_it_leaves_the_advance():
    line = shaping.shape("ليلى", CHAIN)

    assert line.bottom < 0 < line.top
    assert line.left <= 0
    assert line.right > 1


def test_letters_are_mirrored_and_turned_when_text_runs_to_the_left():
    line = shaping.shape("(م", CHAIN)
    shown = [cluster for run in line.runs for cluster in run.clusters]
    closing = CHAIN[0].hb_font.get_nominal_glyph(ord(")"))

    assert [cluster.text for cluster in shown] == ["م", "("]
    assert shown[1].glyphs[0].gid == closing


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a TrueType"),
        (b"OTTO" + bytes(100), "not a TrueType"),
        (b"\x00\x01\x00\x00" + bytes(100), "lacks the tables"),
        (FILES["regular"].read_bytes()[:200], "lacks the tables"),
    ],
)
def test_font_is_refused_when_it_cannot_be_embedded(data, reason):
    with pytest.raises(fonts.FontInvalid, match=reason):
        fonts.parse("x", data)


@pytest.mark.parametrize(
    ("fs_type", "is_refused"), [(0, False), (2, True), (4, False), (0x100, True)]
)
def test_font_is_refused_when_its_licence_bits_forbid_embedding(fs_type, is_refused):
    data = bytearray(FILES["regular"].read_bytes())
    for index in range(int.from_bytes(data[4:6], "big")):
        entry = 12 + 16 * index
        if data[entry : entry + 4] == b"OS/2":
            offset = int.from_bytes(data[entry + 8 : entry + 12], "big")
            data[offset + 8 : offset + 10] = fs_type.to_bytes(2, "big")

    if is_refused:
        with pytest.raises(fonts.FontInvalid, match="licence bits"):
            fonts.parse("x", bytes(data))
    else:
        assert fonts.parse("x", bytes(data)).upem == 1000

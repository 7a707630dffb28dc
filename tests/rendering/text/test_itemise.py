from __future__ import annotations

from saleor_w2p_plugin.rendering.text import bidi, itemise
from tests.rendering.text.chains import CHAIN


def _items(text):
    return itemise.items(text, bidi.levels(text)[1], CHAIN)


def _runs(text):
    found, missing = _items(text)
    assert missing == []
    return [(text[item.start : item.end], item.font.key, item.level % 2) for item in found]


def test_the_first_font_that_has_all_of_a_run_sets_it():
    assert _runs("Ann 张伟") == [("Ann ", "regular", 0), ("张伟", "chinese", 0)]
    assert _runs("ليلى Ann") == [("ليلى ", "arabic", 1), ("Ann", "regular", 0)]
    assert _runs("Zażółć Αθήνα") == [("Zażółć ", "regular", 0), ("Αθήνα", "regular", 0)]


def test_marks_stay_with_their_base_when_fonts_differ():
    (base, chinese) = _runs("q\u0303张")

    assert base == ("q\u0303", "regular", 0)
    assert chinese[1] == "chinese"


def test_missing_characters_are_listed_with_their_places():
    found, missing = _items("a😀b😀\u16a0")

    assert missing == [(1, "😀"), (3, "😀"), (4, "\u16a0")]
    assert [item.font.key for item in found] == ["regular", "regular"]

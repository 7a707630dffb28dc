from __future__ import annotations

from saleor_w2p_plugin.rendering.text import Style, Typesetter, bidi, itemise, parse
from tests.rendering.text import builds
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


def test_a_letter_is_taken_apart_or_put_together_when_the_font_has_it_only_so():
    boxes, cmap = builds.letters("e\u0301Å")
    apart = parse("apart", builds.font(boxes, cmap))
    boxes, cmap = builds.letters("é")
    whole = parse("whole", builds.font(boxes, cmap))

    for font, missing in ((apart, ()), (whole, ())):
        for text in ("é", "e\u0301"):
            assert Typesetter().line(text, Style((font,))).missing == missing
    assert Typesetter().line("A\u030a", Style((apart,))).missing == ()
    assert Typesetter().line("e\u0300", Style((whole,))).missing == ("e", "\u0300")
    assert Typesetter().line("e\u0300", Style((apart,))).missing == ("\u0300",)

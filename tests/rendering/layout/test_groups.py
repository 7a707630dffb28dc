from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.card import compiled_card, text_frame

GROUP = {"group": "contact", "size_pt": 12, "min_size_pt": 4, "height_mm": 8}
CARD = compiled_card(
    text_frame("one", content="{{full_name}}", y_mm=2, **GROUP),
    text_frame("two", content="{{url}}", y_mm=12, **GROUP),
    text_frame("three", content="{{address}}", y_mm=22, **GROUP, kind="flow"),
    text_frame("alone", content="{{url}}", y_mm=32, size_pt=12, min_size_pt=4),
)
WORDS = st.text("abcdefgh Ÿ", min_size=1, max_size=60).map(str.strip).filter(bool)


def _sizes(**answers):
    pages, problems = CARD.place({"full_name": "", "url": "", "address": ""} | answers)
    assert problems == []
    return {item.frame.name: item.size_pt for item in pages[0]}


@settings(deadline=None, max_examples=100)
@given(WORDS, WORDS, WORDS)
def test_texts_of_a_group_have_one_size(one, two, three):
    pages, _ = CARD.place({"full_name": one, "url": two, "address": three})
    sizes = {item.size_pt for item in pages[0] if item.frame.group}

    assert len(sizes) <= 1


def test_smallest_size_wins_for_the_group_and_for_nobody_else():
    short = _sizes(full_name="Ann", url="b")
    long = _sizes(full_name="Ann", url="b" * 40)

    assert short["one"] == short["two"] == 12
    assert long["one"] == long["two"] < 12
    assert _sizes(full_name="Maximiliane von Hohenstein-W", url="b")["alone"] == 12


def test_flowing_text_is_broken_anew_when_its_group_is_smaller():
    name = "Maximiliane von Hohenstein-Wartenberg"
    pages, _ = CARD.place({"full_name": name, "url": "", "address": "to be or not to be"})
    one, three = (item for item in pages[0] if item.frame.group)

    assert three.size_pt == one.size_pt
    assert max(line.line.width for line in three.lines) * three.size_pt <= 50 * 72 / 25.4 + 0.01

from __future__ import annotations

import pytest

from saleor_w2p_plugin.rendering.text import bidi


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
        # Isolates are one neutral character for what stands around them.
        ("\u2067a\u2069", [0, 2, 0]),
        ("\u2067א\u2069a", [0, 1, 0, 0]),
        ("א \u2068b 1\u2069 2", [1, 1, 1, 2, 2, 2, 1, 1, 2]),
        ("א \u2068b 1 2", [1, 1, 1, 2, 2, 2, 2, 2]),
        ("a \u202bb א\u202c c", [0, 0, 0, 2, 1, 1, 1, 0, 0]),
        ("a \u202ebc\u202c", [0, 0, 0, 1, 1, 1]),
        ("א \u2067b\u202a\u2069 c", [1, 1, 1, 4, 4, 1, 1, 2]),
        # Signs of numbers, and blanks at the end.
        ("م 1,2 $3 +4", [1, 1, 2, 2, 2, 1, 1, 2, 1, 1, 2]),
        ("א 1,2 $3", [1, 1, 2, 2, 2, 1, 2, 2]),
        ("a א\t ", [0, 0, 1, 0, 0]),
        ("a (א\u0301)\u0301 b", [0, 0, 0, 1, 1, 0, 0, 0, 0]),
    ],
)
def test_levels_follow_uax_9(text, levels):
    assert bidi.levels(text)[1] == levels


@pytest.mark.parametrize(("text", "level"), [("", 0), ("1 a", 0), ("1 א a", 1), ("(م) a", 1)])
def test_first_strong_character_decides_on_the_paragraph(text, level):
    assert bidi.levels(text)[0] == level


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

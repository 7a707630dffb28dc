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
        ("\u2067a\u2069", [0, 0, 0]),
        ("\u2067א\u2069a", [1, 1, 1, 2]),
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

from __future__ import annotations

import time

import pytest

from saleor_w2p_plugin.design.fields import patterns


def test_whole_answer_must_match():
    assert patterns.compile("[a-c]{2}").fullmatch("ab")
    assert not patterns.compile("[a-c]{2}").fullmatch("abc")
    assert not patterns.compile("a|ab").fullmatch("abx")
    assert patterns.compile("a|ab").fullmatch("ab")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(a)\\1",
        "a++",
        "(a",
        "a)",
        "[z-a]",
        "*",
        "[a",
        "a{3,2}",
        "((a{99}){99}){99}",
    ],
)
def test_pattern_is_refused_when_it_is_outside_the_subset(pattern):
    with pytest.raises(ValueError, match="pattern"):
        patterns.compile(pattern)


def test_time_is_linear_when_a_backtracking_matcher_would_hang():
    started = time.perf_counter()

    assert not patterns.compile("((a+)+)+b").fullmatch("a" * 2000)
    assert not patterns.compile("(a|a|a)*(a|a)*c").fullmatch("a" * 2000)
    assert time.perf_counter() - started < 2

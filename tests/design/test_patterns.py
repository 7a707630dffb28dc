from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design.fields import patterns

_ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "[a-c]", "\\d", "\\w", "\\.", "[\\d.]"])
_QUANTIFIERS = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{1,}"])
_PATTERNS = st.recursive(
    st.builds(str.__add__, _ATOMS, _QUANTIFIERS),
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("({}){}".format, inner, _QUANTIFIERS),
    ),
    max_leaves=6,
)


@given(_PATTERNS, st.text("abc1.", max_size=6))
def test_pattern_matches_what_re_matches_when_it_is_in_the_subset(pattern, text):
    assert patterns.compile(pattern).fullmatch(text) == bool(re.fullmatch(pattern, text))


def test_anchors_mean_nothing_when_they_are_at_the_ends():
    assert patterns.compile("^a+$").fullmatch("aa")
    assert patterns.compile("a\\$").fullmatch("a$")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(a)\\1",
        "a*?",
        "a++",
        "(?P<n>a)",
        "(a",
        "a)",
        "[z-a]",
        "*",
        "a^b",
        "\\bword",
        "[a",
        "a{3,2}",
        "(" * 30 + ")" * 30,
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

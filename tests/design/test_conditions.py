from __future__ import annotations

import pytest

from saleor_w2p_plugin.design import conditions

ANSWERS = {"name": "Ann", "empty": "", "amount": "10", "day": "2026-03-01", "shown": "true"}


@pytest.mark.parametrize(
    ("raw", "holds"),
    [
        ({"field": "name", "is": "filled"}, True),
        ({"field": "empty", "is": "filled"}, False),
        ({"field": "none", "is": "empty"}, True),
        ({"field": "name", "equals": "Ann"}, True),
        ({"field": "name", "equals": "ann"}, False),
        ({"field": "shown", "equals": True}, True),
        ({"field": "empty", "equals": False}, False),
        ({"field": "amount", "equals": 10.0}, True),
        ({"field": "name", "in": ["Bob", "Ann"]}, True),
        ({"field": "empty", "in": ["Bob"]}, False),
        ({"field": "amount", "in": [9, 10]}, True),
        # Numbers compare as numbers: as texts, 9 would be more than 10.
        ({"field": "amount", "at_least": 9}, True),
        ({"field": "amount", "at_least": 10}, True),
        ({"field": "amount", "more_than": 10}, False),
        ({"field": "amount", "at_most": "10"}, True),
        ({"field": "amount", "less_than": 10.5}, True),
        ({"field": "empty", "less_than": 10}, False),
        ({"field": "none", "at_most": 10}, False),
        ({"field": "day", "more_than": "2026-02-28"}, True),
        ({"field": "day", "less_than": "2026-03-01"}, False),
        ({"not": {"field": "name", "is": "filled"}}, False),
        ({"all": [{"field": "name", "is": "filled"}, {"field": "empty", "is": "filled"}]}, False),
        ({"any": [{"field": "name", "is": "filled"}, {"field": "empty", "is": "filled"}]}, True),
        ({"all": [{"not": {"any": [{"field": "empty", "is": "filled"}]}}]}, True),
    ],
)
def test_condition_holds_when_the_answers_pass_it(raw, holds):
    condition = conditions.read(raw)

    assert conditions.holds(condition, ANSWERS) is holds
    # Written as JSON and read again, it is the same.
    assert conditions.read(conditions.write(condition)) == condition


def test_values_are_canonical_answers_when_a_condition_is_written():
    raw = {"all": [{"field": "a", "equals": True}, {"field": "b", "in": [1.50, "x"]}]}

    assert conditions.write(conditions.read(raw)) == {
        "all": [{"field": "a", "equals": "true"}, {"field": "b", "in": ["1.5", "x"]}]
    }


def test_every_test_is_found_when_a_condition_is_nested():
    raw = {
        "any": [{"not": {"field": "a", "is": "empty"}}, {"all": [{"field": "b", "equals": "x"}]}]
    }

    assert [test.field for test in conditions.tests(conditions.read(raw))] == ["a", "b"]

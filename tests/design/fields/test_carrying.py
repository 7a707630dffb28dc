"""Answers go along to a new revision by the names of their fields, where somebody gave them."""

from __future__ import annotations

import pytest

from saleor_w2p_plugin.design import fields
from saleor_w2p_plugin.design.document import Document, load
from tests.golden.card import field, raw_card, text_frame


def _design(*items: dict[str, object]) -> Document:
    return load(raw_card(text_frame(content="x"), fields=list(items)))


LOCKED = {"editable_by": ["brand_owner"]}
ONLY_WITH_B = {"visible": {"field": "b", "is": "filled"}}


@pytest.mark.parametrize(
    ("old", "new", "answer", "expected"),
    [
        ({}, {}, "said", "said"),
        ({}, {}, "", ""),
        # What breaks a rule of the new field goes along: it is for `clean` to refuse.
        ({}, {"max_length": 2}, "said", "said"),
        ({}, {"required": True}, "", ""),
        # What nobody answered takes the new default.
        (ONLY_WITH_B, {}, "", "new default"),
        ({"value": "{{b}}"}, {}, "", "new default"),
        (LOCKED, LOCKED, "old default", "new default"),
        (LOCKED, LOCKED, "said by the brand owner", "said by the brand owner"),
        # An answer that may be changed was given, even if it is the default.
        ({}, {}, "old default", "old default"),
    ],
)
def test_answer_goes_along_when_somebody_gave_it(
    old: dict[str, object], new: dict[str, object], answer: str, expected: str
) -> None:
    before = _design(field("a", **old), field("b"))
    after = _design(field("a", **new), field("b"))
    taken = fields.carried(
        before,
        after,
        {"a": answer, "b": ""},
        {"a": "old default"},
        {"a": "new default"},
    )
    assert taken == {"a": expected, "b": ""}


def test_fields_that_came_take_their_defaults_and_those_that_went_are_gone() -> None:
    before, after = _design(field("a"), field("gone")), _design(field("a"), field("new"))
    answers = {"a": "said", "gone": "said too"}
    taken = fields.carried(before, after, answers, {}, {"new": "default"})
    assert taken == {"a": "said", "new": "default"}

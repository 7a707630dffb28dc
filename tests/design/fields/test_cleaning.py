from __future__ import annotations

import pytest

from saleor_w2p_plugin.design import fields
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import AnswersInvalid, Code
from tests.golden.card import field, raw_card, text_frame


def _document(*items):
    return load(raw_card(text_frame(content="x"), fields=list(items)))


def _clean(item, answer, role="buyer", default=""):
    document = _document(field("a", **item))
    answers = {} if answer is None else {"a": answer}
    return fields.clean(document, answers, role=role, defaults={"a": default})["a"]


def _refusal(item, answer, **more):
    with pytest.raises(AnswersInvalid) as refusal:
        _clean(item, answer, **more)
    (problem,) = refusal.value.problems
    assert problem.field == "a"
    return problem.code


@pytest.mark.parametrize(
    ("item", "answer", "cleaned"),
    [
        ({}, "  Ann  ", "Ann"),
        ({}, "Zoe\u0308", "Zoë"),
        ({}, "", ""),
        ({}, "\u0645\u200c\u0646", "\u0645\u200c\u0646"),
        ({"kind": "multiline"}, "a \r\n b\rc\n", "a\nb\nc"),
        ({"kind": "email"}, "a.b+c@ex-ample.co.uk", "a.b+c@ex-ample.co.uk"),
        ({"kind": "email"}, "jörg@müller.example", "jörg@müller.example"),
        ({"kind": "phone"}, "+44 (0)20 7946-0123 ext. 12", "+44 (0)20 7946-0123 ext. 12"),
        ({"kind": "url"}, "https://example.com/a?b=c", "https://example.com/a?b=c"),
        ({"kind": "url"}, "www.example.com", "www.example.com"),
        ({"pattern": "[A-Z]{2}-\\d+"}, "AB-123", "AB-123"),
        ({"kind": "choice", "choices": [{"value": "s", "label": "S"}]}, "s", "s"),
    ],
)
def test_answer_is_normalised_when_it_is_good(item, answer, cleaned):
    assert _clean(item, answer) == cleaned


@pytest.mark.parametrize(
    ("item", "answer", "code"),
    [
        ({"required": True}, "", Code.REQUIRED),
        ({"required": True}, " \t ", Code.REQUIRED),
        ({"required": True}, None, Code.REQUIRED),
        ({"max_length": 3}, "abcd", Code.TOO_LONG),
        ({}, "x" * 30_000, Code.TOO_LONG),
        ({"min_length": 3}, "ab", Code.TOO_SHORT),
        ({}, "a\nb", Code.INVALID),
        ({}, "a\0b", Code.INVALID),
        ({}, "a\u202eb", Code.INVALID),
        ({}, "a\ud800", Code.INVALID),
        ({}, "a\u2028b", Code.INVALID),
        ({}, 5, Code.INVALID),
        ({}, ["a"], Code.INVALID),
        ({"kind": "multiline"}, "a\x07b", Code.INVALID),
        ({"kind": "email"}, "a@b", Code.INVALID),
        ({"kind": "email"}, "a@b.c d", Code.INVALID),
        ({"kind": "email"}, "x" * 65 + "@example.com", Code.INVALID),
        ({"kind": "phone"}, "call me", Code.INVALID),
        ({"kind": "phone"}, "12", Code.INVALID),
        ({"kind": "url"}, "javascript:alert(1)", Code.INVALID),
        ({"kind": "url"}, "https://user@example.com", Code.INVALID),
        ({"pattern": "[a-z]+"}, "abC", Code.INVALID),
        ({"kind": "choice", "choices": [{"value": "s", "label": "S"}]}, "m", Code.NOT_A_CHOICE),
    ],
)
def test_answer_is_refused_when_it_breaks_a_rule(item, answer, code):
    assert _refusal(item, answer) is code


def test_default_is_taken_when_there_is_no_answer():
    assert _clean({"required": True}, None, default=" Ann ") == "Ann"


def test_default_is_checked_when_it_is_taken():
    assert _refusal({"max_length": 3}, None, default="abcd") is Code.TOO_LONG


def test_answer_is_locked_when_the_role_may_not_deviate():
    item = {"editable_by": ["brand_owner"]}

    assert _refusal(item, "other", default="same") is Code.LOCKED
    assert _refusal({"editable_by": []}, "other", role="company_admin") is Code.LOCKED
    assert _clean(item, "same", default="same") == "same"
    assert _clean(item, "other", role="brand_owner", default="same") == "other"


def test_every_field_is_named_when_several_are_wrong():
    document = _document(field("a", required=True), field("b", kind="email"), field("c"))

    with pytest.raises(AnswersInvalid) as refusal:
        fields.clean(document, {"b": "x", "z": "?"}, role="buyer", defaults={})

    assert [(p.field, p.code) for p in refusal.value.problems] == [
        ("a", Code.REQUIRED),
        ("b", Code.INVALID),
        ("z", Code.UNKNOWN_FIELD),
    ]


def test_answers_are_complete_and_in_the_designs_order_when_clean():
    document = _document(field("b"), field("a"))

    assert list(fields.clean(document, {"a": "1"}, role="buyer", defaults={}).items()) == [
        ("b", ""),
        ("a", "1"),
    ]

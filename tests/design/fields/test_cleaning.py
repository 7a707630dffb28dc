from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design import fields
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import AnswersInvalid, Code
from tests.golden.card import field, raw_card, text_frame

PICTURE = "0123456789abcdef" * 4
SIZES = [{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]


def _document(*items, **changes):
    raw = raw_card(text_frame(content="x"), fields=list(items), **changes)
    raw["colours"]["blue"] = {"cmyk": [1, 0.5, 0, 0], "brand": "primary"}
    return load(raw)


def _answers(document, role="buyer", **answers):
    return fields.clean(document, answers, role=role, defaults={})


def _refusals(document, **answers):
    with pytest.raises(AnswersInvalid) as refusal:
        _answers(document, **answers)
    return {problem.field: problem.code for problem in refusal.value.problems}


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
        ({"kind": "choice", "choices": SIZES}, " s ", "s"),
        ({"kind": "number"}, " +1234.50 ", "1234.5"),
        ({"kind": "number"}, "1,234.5", "1234.5"),
        ({"kind": "number", "minimum": 0, "maximum": 10, "decimals": 2}, "10.00", "10"),
        ({"kind": "date", "minimum": "2026-03-01"}, "2026-03-01", "2026-03-01"),
        ({"kind": "boolean"}, "TRUE", "true"),
        ({"kind": "boolean"}, "", ""),
        ({"kind": "colour"}, "blue", "blue"),
        ({"kind": "colour", "choices": [{"value": "ink", "label": "Ink"}]}, "ink", "ink"),
        ({"kind": "image"}, PICTURE.upper(), PICTURE),
        ({"kind": "image"}, f"{PICTURE}#xywh=percent:0,0,100,100.0", PICTURE),
        ({"mask": "AA-999"}, "ab123", "ab-123"),
        ({"kind": "phone", "mask": "+99 999 9999"}, "441234567", "+44 123 4567"),
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
        ({"kind": "choice", "choices": SIZES}, "m", Code.NOT_A_CHOICE),
        ({"kind": "number"}, "many", Code.INVALID),
        ({"kind": "number"}, "1.234,5", Code.INVALID),
        ({"kind": "number"}, "1e3", Code.INVALID),
        ({"kind": "number"}, "NaN", Code.INVALID),
        ({"kind": "number", "decimals": 2}, "1.234", Code.INVALID),
        ({"kind": "number", "minimum": 0.1}, "0.09", Code.TOO_SMALL),
        ({"kind": "number", "maximum": 10}, "10.01", Code.TOO_LARGE),
        ({"kind": "date"}, "1.3.2026", Code.INVALID),
        ({"kind": "date"}, "20260301", Code.INVALID),
        ({"kind": "date"}, "2026-02-29", Code.INVALID),
        ({"kind": "date"}, "1582-12-31", Code.INVALID),
        ({"kind": "date", "minimum": "2026-03-01"}, "2026-02-28", Code.TOO_SMALL),
        ({"kind": "date", "maximum": "2026-03-01"}, "2026-03-02", Code.TOO_LARGE),
        ({"kind": "boolean"}, "yes", Code.INVALID),
        ({"kind": "boolean"}, True, Code.INVALID),
        ({"kind": "boolean", "required": True}, "", Code.REQUIRED),
        ({"kind": "colour"}, "ink", Code.NOT_A_CHOICE),
        (
            {"kind": "colour", "choices": [{"value": "ink", "label": "Ink"}]},
            "blue",
            Code.NOT_A_CHOICE,
        ),
        ({"kind": "image"}, "logo.png", Code.INVALID),
        ({"kind": "image"}, f"{PICTURE}#xywh=percent:60,0,50,100", Code.INVALID),
        ({"kind": "image"}, f"{PICTURE}#xywh=0,0,50,100", Code.INVALID),
        ({"mask": "AA-999"}, "abc123", Code.INVALID),
        ({"mask": "AA-999"}, "ab-12", Code.INVALID),
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


def test_number_is_read_as_its_locale_writes_it():
    german = _document(field("a", kind="number"), locale="de")

    assert _answers(german, a="1.234,50") == {"a": "1234.5"}
    assert _answers(german, a="1234.5") == {"a": "1234.5"}
    assert _refusals(german, a="1,234.5") == {"a": Code.INVALID}


def test_hidden_field_is_empty_when_its_condition_does_not_hold():
    document = _document(
        field("more", kind="boolean"),
        field("text", visible={"field": "more", "equals": True}, required=True, max_length=3),
    )

    # Its answer does not matter then, not even a wrong one.
    assert _answers(document, more="false", text="far too long") == {"more": "false", "text": ""}
    assert _answers(document, more="true", text="abc") == {"more": "true", "text": "abc"}
    assert _refusals(document, more="true") == {"text": Code.REQUIRED}
    assert _refusals(document, more="true", text="abcd") == {"text": Code.TOO_LONG}


def test_hidden_field_takes_no_default_when_it_does_not_show():
    document = _document(
        field("a", visible={"field": "b", "is": "filled"}, editable_by=[]), field("b")
    )
    defaults = {"a": "given"}

    assert fields.clean(document, {}, role="buyer", defaults=defaults) == {"a": "", "b": ""}
    shown = fields.clean(document, {"b": "x"}, role="buyer", defaults=defaults)
    assert shown == {"a": "given", "b": "x"}


def test_hidden_field_takes_its_default_when_a_change_shows_it():
    # given a locked field that did not show when the answers were stored
    document = _document(
        field("a", visible={"field": "b", "is": "filled"}, editable_by=[], required=True),
        field("b"),
    )
    defaults = {"a": "given"}
    stored = fields.clean(document, {}, role="buyer", defaults=defaults)

    changed = {"b": "x"}
    kept = fields.kept(document, stored, defaults)
    assert fields.clean(document, changed, role="buyer", defaults=kept) == {"a": "given", "b": "x"}
    # A stored answer that showed is kept, whatever the default has become.
    shown = {"a": "given", "b": "x"}
    assert fields.kept(document, shown, {"a": "new", "b": "new"}) == shown


def test_visibility_follows_from_what_shows_when_conditions_are_chained():
    document = _document(
        field("c", visible={"field": "b", "is": "filled"}),
        field("b", visible={"field": "a", "equals": "yes"}),
        field("a"),
    )

    assert _answers(document, a="no", b="x", c="y") == {"c": "", "b": "", "a": "no"}
    assert _answers(document, a="yes", b="x", c="y") == {"c": "y", "b": "x", "a": "yes"}


def test_one_of_two_is_required_when_both_are_empty():
    document = _document(
        field("mobile", kind="phone", required={"field": "office", "is": "empty"}),
        field("office", kind="phone", required={"field": "mobile", "is": "empty"}),
    )

    assert _refusals(document) == {"mobile": Code.REQUIRED, "office": Code.REQUIRED}
    assert _answers(document, office="+44 123")["office"] == "+44 123"


def test_derived_value_is_filled_in_when_its_parts_are_answered():
    document = _document(
        field("card", value="{{name}} - {{year}}"),
        field("name", value="{{first}} {{last}}"),
        field("first"),
        field("last"),
        field("year", kind="number"),
    )

    cleaned = _answers(document, first=" Ann ", last="Lee", year="2,026")

    assert cleaned["name"] == "Ann Lee"
    assert cleaned["card"] == "Ann Lee - 2026"
    assert list(cleaned) == ["card", "name", "first", "last", "year"]
    assert _answers(document)["card"] == ""


def test_derived_value_is_locked_when_somebody_answers_it():
    document = _document(field("name", value="{{first}} {{last}}"), field("first"), field("last"))

    assert _answers(document, first="Ann", last="Lee", name=" Ann Lee")["name"] == "Ann Lee"
    assert _refusals(document, first="Ann", last="Lee", name="Bob") == {"name": Code.LOCKED}
    assert _refusals(document, first="Ann", last="Lee", name=None) == {"name": Code.LOCKED}


def test_derived_value_is_checked_when_it_is_filled_in():
    document = _document(
        field("site", kind="url", value="https://example.com/{{handle}}", max_length=30),
        field("handle", pattern="[a-z]*"),
    )

    assert _answers(document, handle="ann")["site"] == "https://example.com/ann"
    assert _refusals(document, handle="a" * 40) == {"site": Code.TOO_LONG}
    # What follows from a wrong answer is no mistake of its own.
    assert _refusals(document, handle="A" * 40) == {"handle": Code.INVALID}


def test_time_is_bounded_when_derived_values_repeat_each_other():
    document = _document(
        field("a", max_length=2000),
        *(
            field(f"d{index}", value=f"{{{{{name}}}}}" * 100, max_length=2000)
            for index, name in enumerate(["a", *(f"d{index}" for index in range(50))])
        ),
    )

    assert _refusals(document, a="x" * 2000) == {"d0": Code.TOO_LONG}


def test_letters_may_carry_many_marks_but_no_heap_of_them():
    assert _clean({}, "a" + "\u0301" * 30) == "\u00e1" + "\u0301" * 29
    assert _refusal({}, "a" + "\u0301" * 31) is Code.INVALID
    assert _refusal({"kind": "number"}, "1" + "\u0301" * 31) is Code.INVALID


@pytest.mark.parametrize("marks", ["\u0315\u0300", "\u0f73", "\u0f75\u0f81\u0315", "\u0344"])
def test_time_is_bounded_when_marks_have_to_be_brought_in_order(marks):
    names = [f"f{index}" for index in range(100)]
    document = _document(*map(field, names), field("d", value="{{f0}}" * 300, max_length=2000))
    started = time.process_time()

    refused = _refusals(document, **dict.fromkeys(names, (marks * 20000)[:20000]))

    assert set(refused) == set(names)
    # Putting one of them in order takes half a second or more.
    assert time.process_time() - started < 10


def test_derived_value_is_refused_when_it_heaps_marks():
    document = _document(field("a"), field("d", value="{{a}}" * 300, max_length=2000))

    assert _refusals(document, a="\u0315" * 6) == {"d": Code.INVALID}


def _every_kind(locale):
    return _document(
        field("text", min_length=1, pattern="[^x]*"),
        field("lines", kind="multiline", max_length=2000),
        field("masked", mask="AA-9*9/A"),
        field("number", kind="number", minimum=-5, maximum=5000, decimals=3),
        field("free_number", kind="number"),
        field("day", kind="date", minimum="2000-01-01"),
        field("phone", kind="phone"),
        field("email", kind="email"),
        field("url", kind="url"),
        field("size", kind="choice", choices=SIZES),
        field("shown", kind="boolean", required={"field": "size", "is": "filled"}),
        field("tone", kind="colour", visible={"field": "shown", "equals": True}),
        field("photo", kind="image"),
        field("derived", value="{{text}} {{lines}} {{number}}", kind="multiline", max_length=2000),
        locale=locale,
    )


DOCUMENTS = {locale: _every_kind(locale) for locale in ("en", "de", "de-CH", "fr", "ar-EG", "hi")}
SIGNS = st.sampled_from("0123456789.,-+ \u00a0\u202f'’ab/ABé\u0301\n٣٫٬")
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(SIGNS, max_size=12),
    st.sampled_from(["s", "true", "FALSE", "blue", "2026-03-01", "a@b.example", "x.example"]),
    st.from_regex(r"[+-]?[0-9]{1,4}([.,'][0-9]{3}){0,2}([.,][0-9]{1,4})?", fullmatch=True),
    st.builds(
        "{}#xywh=percent:{},{},{},{}".format,
        st.just(PICTURE),
        *(st.decimals(0, 60, places=3).map(str) for _ in range(4)),
    ),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda items: st.one_of(st.lists(items, max_size=3), st.dictionaries(TEXTS, items, max_size=3)),
    max_leaves=5,
)
NAMES = st.sampled_from([item.name for item in DOCUMENTS["en"].fields])


@given(st.sampled_from(list(DOCUMENTS.values())), st.dictionaries(NAMES, TEXTS))
def test_clean_answers_stay_as_they_are_when_cleaned_again(document, answers):
    kept = dict(answers)
    while True:
        try:
            cleaned = _answers(document, **kept)
            break
        except AnswersInvalid as refusal:
            for problem in refusal.problems:
                kept.pop(problem.field, None)
                if problem.code is Code.REQUIRED:
                    kept |= {"shown": "true"} if problem.field == "shown" else {"text": "a"}

    assert _answers(document, **cleaned) == cleaned


@given(
    st.sampled_from(list(DOCUMENTS.values())),
    st.dictionaries(st.one_of(NAMES, TEXTS), JSON),
    st.dictionaries(NAMES, TEXTS),
)
def test_answers_are_taken_or_refused_when_they_are_any_json(document, answers, defaults):
    try:
        cleaned = fields.clean(document, answers, role="buyer", defaults=defaults)
    except AnswersInvalid as refusal:
        named = [problem.field for problem in refusal.problems if problem.field in answers]
        assert len(named) == len(set(named))
    else:
        assert list(cleaned) == [item.name for item in document.fields]

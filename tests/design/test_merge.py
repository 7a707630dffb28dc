from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design import merge
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.fingerprint import fingerprint
from tests.golden.card import field, raw_card, text_frame


def _content(content, **answers):
    return merge.template(content).fill(answers)


def test_fields_are_replaced_when_they_have_answers():
    assert (
        _content("{{full_name}} · {{ url }}", full_name="Ann", url="x.example") == "Ann · x.example"
    )


def test_content_is_empty_when_all_its_fields_are_empty():
    assert _content("Tel. {{full_name}}", full_name="") == ""
    assert _content("Tel. {{full_name}}") == ""


def test_content_keeps_its_text_when_it_has_no_fields_or_some_answers():
    assert _content("Always") == "Always"
    assert _content("{{full_name}}, {{url}}", full_name="Ann") == "Ann,"


def test_braces_and_percents_stay_text_when_they_are_in_a_content_or_an_answer():
    assert _content("{{full_name}}", full_name="{{url}}", url="secret") == "{{url}}"
    assert _content("100% {{a}} %s {b}", a="%d%s") == "100% %d%s %s {b}"


@given(st.lists(st.sampled_from(["{{a}}", "{{ b }}", "%", "%s", "{", "x "])))
def test_template_says_the_same_as_replacing_one_by_one(parts):
    values = {"a": "{{b}}", "b": "%s"}
    template = merge.template("".join(parts))

    assert template.names == tuple(part.strip("{ }") for part in parts if "}}" in part)
    replaced = "".join(
        values.get(part.strip("{ }"), part) if "}}" in part else part for part in parts
    )
    assert template.fill(values) == replaced.strip()


def test_numbers_and_dates_print_in_the_locale_of_the_design():
    document = load(
        raw_card(
            text_frame(content="x"),
            fields=[
                field("amount", kind="number", format="#,##0.00"),
                field("count", kind="number"),
                field("day", kind="date", format="d. MMMM y"),
                field("name"),
            ],
            locale="de",
        )
    )
    answers = {"amount": "1234.5", "count": "", "day": "2026-03-01", "name": "1234.5"}

    assert merge.printed(document, answers) == {
        "amount": "1.234,50",
        "count": "",
        "day": "1. März 2026",
        "name": "1234.5",
    }
    unformatted = {"amount": "", "count": "", "day": "", "name": "Ann"}
    assert merge.printed(document, unformatted) is unformatted
    assert merge.printed(document, {}) == {}


def test_colour_is_the_key_or_the_answer_of_its_field():
    assert merge.colour_key("ink", {"ink": "gold"}) == "ink"
    assert merge.colour_key("{{tone}}", {"tone": "gold"}) == "gold"
    assert merge.colour_key("{{ tone }}", {"tone": ""}) == ""
    assert merge.colour_key("{{tone}}", {}) == ""


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_fingerprint_is_the_same_when_only_the_order_differs(answers):
    turned = dict(reversed(answers.items()))

    assert fingerprint("0" * 64, turned) == fingerprint("0" * 64, answers)


def test_fingerprint_differs_when_answers_or_design_differ():
    one = fingerprint("0" * 64, {"a": "1"})

    assert len(one) == 64
    assert fingerprint("0" * 64, {"a": "2"}) != one
    assert fingerprint("1" * 64, {"a": "1"}) != one
    assert fingerprint("0" * 64, {"a": "1", "b": ""}) != one

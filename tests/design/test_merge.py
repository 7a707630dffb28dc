from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design import merge, variables
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.fingerprint import fingerprint
from tests.golden.card import field, raw_card, text_frame


def _content(content, **answers):
    page = load(raw_card(text_frame(content=content))).pages[0]
    return merge.contents(page, answers)["name"]


def test_fields_are_replaced_when_they_have_answers():
    assert (
        _content("{{full_name}} · {{ url }}", full_name="Ann", url="x.example") == "Ann · x.example"
    )


def test_frame_is_empty_when_all_its_fields_are_empty():
    assert _content("Tel. {{full_name}}", full_name="") == ""
    assert _content("Tel. {{full_name}}") == ""


def test_frame_keeps_its_text_when_it_has_no_fields_or_some_answers():
    assert _content("Always") == "Always"
    assert _content("{{full_name}}, {{url}}", full_name="Ann") == "Ann,"


def test_braces_stay_text_when_they_are_in_an_answer():
    assert _content("{{full_name}}", full_name="{{url}}", url="secret") == "{{url}}"


def test_defaults_come_from_variables_and_fixed_texts():
    document = load(
        raw_card(
            text_frame(content="x"),
            fields=[
                field("a", default={"source": "member.full_name"}),
                field("b", default={"fixed": "B"}),
                field("c"),
            ],
        )
    )

    assert variables.defaults(document, {"member.full_name": "Ann"}) == {
        "a": "Ann",
        "b": "B",
        "c": "",
    }
    assert variables.defaults(document, {}) == {"a": "", "b": "B", "c": ""}


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

"""What a storefront learns of the fields of a design, without a shop around it."""

from __future__ import annotations

import json
from typing import Any

import graphene
import jsonschema

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.graphql.base import non_null_list
from saleor_w2p_plugin.graphql.types.field import W2PDesignField, filled_fields
from tests.golden.card import field, raw_card, text_frame
from tests.graphql.test_schema import build_schema

ASKED = """{ fields {
    name kind required requiredWhen visibleWhen derived minimum maximum decimals format mask minPx
    choices { value label colour } default editable
} }"""


def _form(*items: dict[str, Any], **changes: Any) -> dict[str, dict[str, Any]]:
    raw = raw_card(text_frame(content="x"), fields=list(items), **changes)
    raw["colours"] |= {
        "red": {"rgb": [1, 0, 0], "brand": "accent"},
        "half": {"gray": 0.5, "brand": "quiet"},
        "gold": {"spot": {"name": "Gold", "cmyk": [0, 1, 0, 0], "tint": 0}, "brand": "metal"},
    }
    design = load(raw)

    class Query(graphene.ObjectType):
        fields = non_null_list(W2PDesignField)

        @staticmethod
        def resolve_fields(_root: Any, _info: Any) -> Any:
            return filled_fields(design, None, None)

    result = graphene.Schema(query=Query).execute(ASKED)
    assert not result.errors
    return {item["name"]: item for item in result.data["fields"]}


def test_bounds_are_written_as_answers_when_a_field_has_them() -> None:
    form = _form(
        field("a", kind="number", minimum=0.5, maximum=1000.0, decimals=2, format="0.00"),
        field("b", kind="date", minimum="2026-03-01"),
        field("c", mask="AA-999"),
        field("d", kind="image", min_px=600),
    )

    assert form["a"]["kind"] == "NUMBER"
    assert (form["a"]["minimum"], form["a"]["maximum"]) == ("0.5", "1000")
    assert (form["a"]["decimals"], form["a"]["format"]) == (2, "0.00")
    assert (form["b"]["minimum"], form["b"]["maximum"]) == ("2026-03-01", None)
    assert form["c"]["mask"] == "AA-999"
    assert [form[name]["minPx"] for name in "cd"] == [None, 600]


def test_conditions_are_json_when_a_field_has_them() -> None:
    more = {"field": "more", "equals": True}
    form = _form(
        field("more", kind="boolean", required=True),
        field("a", visible={"not": more}, required={"any": [more]}),
    )

    assert (form["more"]["required"], form["more"]["requiredWhen"]) == (True, None)
    assert form["a"]["required"] is False
    test = {"field": "more", "equals": "true"}
    assert json.loads(form["a"]["requiredWhen"]) == {"any": [test]}
    assert json.loads(form["a"]["visibleWhen"]) == {"not": test}


def test_colours_are_shown_as_on_a_screen_when_they_can_be_chosen() -> None:
    choices = [{"value": "ink", "label": "Ink"}]
    form = _form(
        field("any", kind="colour"),
        field("one", kind="colour", choices=choices),
        field("size", kind="choice", choices=choices),
    )

    colours = {choice["value"]: choice["colour"] for choice in form["any"]["choices"]}
    assert colours == {"red": "#ff0000", "half": "#9d9d9d", "gold": "#ffffff"}
    assert form["one"]["choices"] == [{"value": "ink", "label": "Ink", "colour": "#1f1f1d"}]
    assert form["size"]["choices"] == [{"value": "ink", "label": "Ink", "colour": None}]


def test_derived_field_is_for_nobody_to_edit() -> None:
    form = _form(field("first"), field("name", value="{{first}}!"))

    assert [form[name]["derived"] for name in ("first", "name")] == [False, True]
    assert form["name"]["editable"] is False


def test_schema_of_designs_is_given_to_everybody() -> None:
    result = build_schema().execute("{ w2pDesignSchema }")

    assert not result.errors
    schema = json.loads(result.data["w2pDesignSchema"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(raw_card(), schema)

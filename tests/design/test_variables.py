from __future__ import annotations

import json

from saleor_w2p_plugin.design import variables
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.reading import schema_text
from tests.golden.card import field, raw_card, text_frame


def test_sources_are_those_that_the_schema_allows():
    schema = json.loads(schema_text())
    source = schema["$defs"]["field"]["properties"]["default"]["properties"]["source"]

    assert tuple(source["enum"]) == variables.SOURCES


def test_defaults_come_from_variables_and_fixed_texts():
    document = load(
        raw_card(
            text_frame(content="x"),
            fields=[
                field("a", default={"source": "member.full_name"}),
                field("b", default={"fixed": "B"}),
                field("c"),
                field("d", default={"source": "unit.address"}, kind="multiline"),
                field("e", value="{{a}}"),
            ],
        )
    )

    known = {"member.full_name": "Ann", "unit.address": "12 Wharf\nLondon"}
    assert variables.defaults(document, known) == {
        "a": "Ann",
        "b": "B",
        "c": "",
        "d": "12 Wharf\nLondon",
        "e": "",
    }
    # A member of no unit, of whom nothing is known.
    assert variables.defaults(document, {}) == {"a": "", "b": "B", "c": "", "d": "", "e": ""}

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

from saleor_w2p_plugin.design import fields, merge
from saleor_w2p_plugin.design.brand import apply, load_brand
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.fields.field import Kind

RECIPE = (Path(__file__).parents[2] / "docs" / "recipes" / "design-document.md").read_text()
DESIGN, BRAND = (json.loads(text) for text in re.findall(r"```json\n(.*?)```", RECIPE, re.DOTALL))
ANSWERS = {
    "first": "Ann",
    "last": "Lee",
    "tone": "brand-sand",
    "role": "Speaker",
    "talk": "trapping",
    "day": "2026-03-01",
    "code": "ab1234",
}


def test_example_can_be_filled_in_as_the_recipe_says():
    document = load(DESIGN)
    branded = apply(document, load_brand(BRAND))
    code = {"code": "ab1234"}

    cleaned = fields.clean(branded, ANSWERS, role="company_admin", defaults=code)

    assert cleaned["name"] == "Ann Lee"
    assert cleaned["code"] == "ab-1234"
    talk = next(frame for frame in branded.pages[0].frames if frame.name == "talk")
    content = merge.template(talk.content).fill(merge.printed(branded, cleaned))
    assert content == "Speaks on trapping, Sunday, 1 March"
    assert merge.colour_key(talk.colour, cleaned) == "brand-sand"
    assert branded.images["logo"].asset == "northwind.png"


def test_recipe_names_every_kind_of_field():
    for kind in get_args(Kind):
        assert f"`{kind}`" in RECIPE

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from saleor_w2p_plugin.design.reading import schema_text
from saleor_w2p_plugin.prepress import imposition
from saleor_w2p_plugin.prepress.imposition import Placements, load_layout, ready_names
from saleor_w2p_plugin.prepress.imposition.layout import Scheme, WorkStyle
from saleor_w2p_plugin.prepress.units import pt

RECIPE = (Path(__file__).parents[3] / "docs/recipes/imposition.md").read_text()
(SHEET,) = (json.loads(text) for text in re.findall(r"```json\n(.*?)```", RECIPE, re.DOTALL))


def test_example_takes_as_many_postcards_as_fit():
    grid = Placements(load_layout(SHEET), (pt(148), pt(105)), 100).grid

    assert (grid.columns, grid.rows) == (4, 4)


@pytest.mark.parametrize("word", [*get_args(Scheme), *get_args(WorkStyle), *ready_names()])
def test_recipe_names_every_choice(word):
    assert f"`{word}`" in RECIPE


def test_recipe_names_every_entry_of_the_schema():
    schema = json.loads(schema_text("sheet.schema.json", imposition.__name__))

    for name in schema["properties"]:
        assert f'"{name}"' in RECIPE or f"`{name}`" in RECIPE

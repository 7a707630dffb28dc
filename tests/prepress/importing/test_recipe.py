from __future__ import annotations

import re
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.prepress.importing import grammar
from saleor_w2p_plugin.prepress.importing.review import FIXES
from tests.prepress.importing.forms import MULTILINE, PUSH, Form

RECIPE = (Path(__file__).parents[3] / "docs/recipes/artwork-import.md").read_text()
(_EXAMPLES,) = re.findall(r"```fields\n(.*?)```", RECIPE, re.DOTALL)
NAMES = _EXAMPLES.splitlines()
FLAGS = {"photo": {"kind": "Btn", "Ff": PUSH}, "address": {"Ff": MULTILINE}}


def test_examples_make_a_design():
    form = Form()
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0.2, 0.25, 0.6, 0.25], N=1)
    ink = Array([Name.Separation, Name("/PANTONE 871 C"), Name.DeviceCMYK,
                 form.pdf.make_indirect(tint)])  # fmt: skip
    form.page().Resources.ColorSpace = Dictionary(Gold=ink)
    for row, name in enumerate(NAMES):
        entries = FLAGS.get(re.split(r"[@\[]", name)[0], {})
        form.field(name, (5, 4 * row, 70, 4), **entries)

    design = load(form.imported().document)

    assert len(design.fields) == len(NAMES)
    assert {field.kind for field in design.fields} == {
        "text", "multiline", "image", "phone", "date", "number",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_example_parses(name):
    assert grammar.parse(name).name in name


def test_recipe_names_every_option_and_fix():
    for word in (*grammar.OPTIONS, *FIXES):
        assert f"`{word}`" in RECIPE
    for fix in re.findall(r"`([a-z]+(?:-[a-z]+){1,3})` \|$", RECIPE, re.MULTILINE):
        assert fix in FIXES

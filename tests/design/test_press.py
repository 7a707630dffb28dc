from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from saleor_w2p_plugin.design.press import DEFAULT, load_press, packed, unpacked
from saleor_w2p_plugin.errors import DesignInvalid

ROOT = Path(__file__).parents[2]


def _recipe():
    recipe = (ROOT / "docs/recipes/press-policy.md").read_text()
    (shown,) = re.findall(r"```json\n(.*?)```", recipe, re.DOTALL)
    return recipe, shown


def _policy(**changes):
    return load_press({"version": 1, "name": "House", **changes})


@pytest.mark.parametrize(
    ("changes", "is_opaque"),
    [({}, False), ({"transparency": "refuse"}, True), ({"standard": "PDF/X-1a:2003"}, True)],
)
def test_press_is_opaque_when_the_policy_or_the_standard_says_so(changes, is_opaque):
    assert _policy(**changes).is_opaque is is_opaque
    assert not DEFAULT.is_opaque


def test_rich_black_is_refused_when_it_is_more_ink_than_the_limit():
    assert _policy(rich_black=[0.4, 0.4, 0.4, 1], ink_limit=2.2)
    with pytest.raises(DesignInvalid, match=r"Rich black is 2.3 inks, more than .* 2.2") as refusal:
        _policy(rich_black=[0.5, 0.4, 0.4, 1], ink_limit=2.2)

    assert [problem.field for problem in refusal.value.problems] == ["rich_black"]


def test_recipe_shows_a_policy_with_every_entry_and_explains_each():
    recipe, shown = _recipe()
    schema = json.loads((ROOT / "saleor_w2p_plugin/design/press.schema.json").read_text())
    explained = recipe.partition("| entry |")[2]

    assert load_press(json.loads(shown)).condition.identifier == "FOGRA52"
    assert json.loads(shown).keys() == schema["properties"].keys()
    assert [key for key in json.loads(shown) if f"`{key}`" not in explained] == ["version", "name"]


def test_policy_is_the_same_but_for_its_profile_when_it_has_travelled():
    policy = load_press(json.loads(_recipe()[1]))

    assert policy.finishing
    assert policy.rules
    for each in (policy, DEFAULT):
        assert unpacked(json.loads(json.dumps(packed(each)))) == replace(each, profile=None)

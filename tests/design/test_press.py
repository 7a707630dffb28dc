from __future__ import annotations

import pytest

from saleor_w2p_plugin.design.press import DEFAULT, load_press
from saleor_w2p_plugin.errors import DesignInvalid


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

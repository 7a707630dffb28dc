from __future__ import annotations

import pytest

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.outputs import select
from saleor_w2p_plugin.errors import Code, W2PError
from tests.golden.card import raw_card


def _document():
    raw = raw_card(outputs={"both": ["large", "front"], "large": ["large"]})
    raw["pages"].append(raw["pages"][0] | {"name": "large", "width_mm": 148, "height_mm": 105})
    return load(raw)


def test_pages_are_those_of_the_output_when_one_is_selected():
    document = _document()

    assert [page.name for page in select(document, "both").pages] == ["large", "front"]
    (page,) = select(document, "large").pages
    assert page == document.pages[1]
    digests = {document.digest, *(select(document, name).digest for name in ("both", "large"))}
    assert len(digests) == 3
    assert select(document, "large") == select(document, "large")


def test_output_is_refused_when_the_design_has_none_of_that_name():
    with pytest.raises(W2PError) as refusal:
        select(_document(), "huge")

    assert [problem.code for problem in refusal.value.problems] == [Code.NOT_FOUND]

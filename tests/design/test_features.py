from __future__ import annotations

import pytest

from saleor_w2p_plugin.design.features import switch


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("smcp", "smcp", 1),
        ("-liga", "liga", 0),
        ("+kern", "kern", 1),
        ("ss01=2", "ss01", 2),
        ("cv11=100", "cv11", 100),
        ("SS01", "SS01", 1),
    ],
)
def test_feature_is_taken(text, tag, value):
    assert switch(text) == (tag, value)


@pytest.mark.parametrize(
    "text", ["", "lig", "ligat", "liga=", "liga=-1", "-liga=1", "kern[3:5]", "li ga", "liga=1000",
             "ss01=02", "ſmcp", "smcp\n"]
)  # fmt: skip
def test_feature_is_refused_when_it_is_none(text):
    with pytest.raises(ValueError, match="OpenType feature"):
        switch(text)

from __future__ import annotations

import pytest

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.fields import order
from tests.golden.card import field, raw_card, text_frame


def _fields(*items):
    return load(raw_card(text_frame(content="x"), fields=list(items))).fields


def test_field_comes_after_those_it_follows_from():
    found = order.ordered(
        _fields(
            field("c", value="{{b}} {{a}}"),
            field("b", visible={"any": [{"field": "a", "is": "filled"}]}),
            field("a"),
        )
    )

    assert [item.name for item in found] == ["a", "b", "c"]


def test_fields_keep_their_order_when_none_follows_from_another():
    found = order.ordered(
        _fields(field("z"), field("a", required={"field": "b", "is": "empty"}), field("b"))
    )

    assert [item.name for item in found] == ["z", "a", "b"]


def test_cycle_is_named_when_there_is_no_order():
    fields = {item.name: item for item in _fields(field("a", value="x {{b}}"), field("b"))}
    turned = [fields["a"], _fields(field("b", value="{{a}}"), field("a"))[0]]

    with pytest.raises(order.Cycle) as cycle:
        order.ordered(turned)

    assert sorted(set(cycle.value.names)) == ["a", "b"]
    assert cycle.value.names[0] == cycle.value.names[-1]

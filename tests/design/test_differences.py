"""What became of fields and answers is said field by field, and nothing else is."""

from __future__ import annotations

from saleor_w2p_plugin.design.differences import Change, Difference, of_answers, of_fields


def test_answers_are_added_removed_and_changed() -> None:
    old = {"name": "Nancy", "fax": "1", "title": "Buyer"}
    new = {"title": "Head of Buying", "name": "Nancy", "photo": ""}
    assert of_answers(old, new) == [
        Difference("fax", Change.REMOVED, old="1"),
        Difference("title", Change.CHANGED, old="Buyer", new="Head of Buying"),
        Difference("photo", Change.ADDED, new=""),
    ]


def test_fields_are_compared_property_by_property() -> None:
    old = {"fields": [{"name": "a", "label": "A", "max_length": 40}, {"name": "b", "label": "B"}]}
    new = {
        "fields": [
            {"name": "c", "label": "C"},
            {"name": "a", "label": "Name", "required": {"field": "c", "is": "filled"}},
        ]
    }
    assert of_fields(old, new) == [
        Difference("a", Change.CHANGED, "label", "A", "Name"),
        Difference("a", Change.CHANGED, "max_length", "40", None),
        Difference("a", Change.CHANGED, "required", None, '{"field":"c","is":"filled"}'),
        Difference("b", Change.REMOVED),
        Difference("c", Change.ADDED),
    ]


def test_nothing_differs_when_only_the_order_does() -> None:
    fields = [{"name": "a", "max_length": 40}, {"name": "b"}]
    turned = [{"name": "b"}, {"max_length": 40.0, "name": "a"}]
    assert of_fields({"fields": fields}, {"fields": turned}) == []
    assert of_answers({"a": "1", "b": "2"}, {"b": "2", "a": "1"}) == []


def test_all_fields_are_new_when_there_was_no_design() -> None:
    assert of_fields({}, {"fields": [{"name": "a"}]}) == [Difference("a", Change.ADDED)]

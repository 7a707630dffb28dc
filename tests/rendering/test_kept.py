from __future__ import annotations

from saleor_w2p_plugin.rendering.kept import Kept


def _made():
    made: list[str] = []

    def make(text):
        made.append(text)
        return text

    return made, make


def test_value_is_made_once_while_it_is_kept():
    kept, (made, make) = Kept(10, len), _made()

    assert kept.get("a", lambda: make("one")) == "one"
    assert kept.get("a", lambda: make("one")) == "one"
    assert made == ["one"]


def test_value_that_was_used_longest_ago_goes_when_all_weigh_too_much():
    kept, (made, make) = Kept(6, len), _made()
    for key in ("one", "two", "one", "six"):
        kept.get(key, lambda key=key: make(key))
    kept.get("one", lambda: make("one"))
    kept.get("two", lambda: make("two"))

    assert made == ["one", "two", "six", "two"]
    assert kept.weight == 6


def test_value_is_not_kept_when_it_is_heavier_than_all_may_be():
    kept, (made, make) = Kept(2, len), _made()

    assert [kept.get("a", lambda: make("one")) for _ in range(2)] == ["one", "one"]
    assert made == ["one", "one"]
    assert kept.weight == 0

"""Who may see and cancel an order."""

from __future__ import annotations

import pytest

from sandbox import hooks
from sandbox.order.models import Order
from tests.sandbox.conftest import COMPLETE, Caller, Store, global_id

ORDER = "query($id: ID!) { order(id: $id) { number user { email } } }"
CONFIRM = "mutation($id: ID!) { orderConfirm(id: $id) { order { status } errors { field code } } }"
CANCEL = "mutation($id: ID!) { orderCancel(id: $id) { order { status } errors { field code } } }"


@pytest.fixture
def order(store: Store, customer: Caller) -> str:
    cart = store.ready_cart(customer, store.line(store.small))
    return customer.ask(COMPLETE, id=cart)["order"]["id"]


def test_order_is_shown_when_its_buyer_or_staff_asks(
    order: str, customer: Caller, staff: Caller
) -> None:
    expected = {"number": "1", "user": {"email": "ada@example.com"}}

    assert customer.ask(ORDER, id=order) == expected
    assert staff.ask(ORDER, id=order) == expected


def test_order_is_not_there_when_somebody_else_asks(
    order: str, stranger: Caller, guest: Caller
) -> None:
    assert stranger.ask(ORDER, id=order) is None
    assert guest.ask(ORDER, id=order) is None
    assert stranger.ask("{ me { orders(first: 5) { totalCount } } }") == {
        "orders": {"totalCount": 0}
    }


def test_private_metadata_is_refused_when_a_buyer_asks(order: str, customer: Caller) -> None:
    query = "query($id: ID!) { order(id: $id) { privateMetadata { key } } }"

    answer = customer.post(query, id=order)

    assert answer["data"] == {"order": None}
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_metadata_of_an_order_is_refused_when_a_buyer_changes_it(
    order: str, customer: Caller
) -> None:
    mark = """mutation($id: ID!) {
        updateMetadata(id: $id, input: [{key: "a", value: "b"}]) { errors { code } } }"""

    answer = customer.post(mark, id=order)

    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert Order.objects.get().metadata == {}


def test_order_is_announced_when_staff_confirm_it(
    order: str, staff: Caller, customer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(hooks, "order_confirmed", [lambda found: heard.append(found.status)])

    refused = customer.post(CONFIRM, id=order)
    first = staff.ask(CONFIRM, id=order)
    second = staff.ask(CONFIRM, id=order)

    assert refused["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert first == {"order": {"status": "UNFULFILLED"}, "errors": []}
    assert second["errors"] == [{"field": "id", "code": "INVALID"}]
    assert heard == ["unfulfilled"]


def test_all_orders_are_listed_when_staff_ask(order: str, staff: Caller, customer: Caller) -> None:
    listing = "{ orders(first: 5) { edges { node { id } } } }"

    assert staff.ask(listing) == {"edges": [{"node": {"id": order}}]}
    assert customer.post(listing)["data"] == {"orders": None}


def test_cancelling_is_announced_once_when_staff_cancel(
    order: str, staff: Caller, customer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(hooks, "order_cancelled", [lambda found: heard.append(global_id(found))])

    refused = customer.post(CANCEL, id=order)
    first = staff.ask(CANCEL, id=order)
    second = staff.ask(CANCEL, id=order)

    assert refused["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert first == {"order": {"status": "CANCELED"}, "errors": []}
    assert second["errors"] == [{"field": "order", "code": "CANNOT_CANCEL_ORDER"}]
    assert heard == [order]

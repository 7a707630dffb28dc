"""Bad requests get Saleor's status codes and say nothing about our insides."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sandbox.checkout.models import Checkout
from tests.sandbox.conftest import Caller, Store, global_id

SHOP = "{ shop { name } }"


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "3", '"text"', "{'query': 1}", "[" * 100_000, "\x00"]
)
def test_answer_is_400_when_the_body_is_not_an_operation(guest: Caller, body: str) -> None:
    response = guest.send(body)

    assert response.status_code == 400
    assert [error["message"] for error in response.json()["errors"]] == ["Unable to parse query."]


@pytest.mark.parametrize(
    "operation",
    [{}, {"query": 5}, {"query": "{ shop {"}, {"query": "{ shop { nothing } }"}],
)
def test_answer_is_400_when_the_query_cannot_run(guest: Caller, operation: dict[str, Any]) -> None:
    response = guest.send(json.dumps(operation))

    assert response.status_code == 400
    assert list(response.json()) == ["errors"]


def test_answer_is_413_when_the_body_is_too_large(guest: Caller) -> None:
    body = json.dumps({"query": SHOP, "variables": {"answers": "x" * 3_000_000}})

    response = guest.send(body)

    assert response.status_code == 413
    assert response.json()["errors"][0]["message"] == "Request body exceeds maximum size."
    assert Checkout.objects.count() == 0


def test_page_explains_itself_when_it_is_opened_in_a_browser(client: Client) -> None:
    response = client.get("/graphql/")

    assert response.status_code == 200
    assert response.content.startswith(b"This address answers GraphQL")
    assert client.put("/graphql/").status_code == 405


def test_answer_comes_when_the_request_is_multipart(store: Store, client: Client) -> None:
    operation = {"query": "query($id: ID) { checkout(id: $id) { id } }", "variables": {"id": None}}
    files = {"file": SimpleUploadedFile("a.txt", b"x")}
    form = {"operations": json.dumps(operation), "map": '{"file": ["variables.id"]}', **files}

    response = client.post("/graphql/", form)

    # The variable holds the key of the file, which is no checkout's id.
    assert response.status_code == 200
    assert "Invalid ID: file." in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "form",
    [
        {"operations": "{"},
        {"operations": "[]"},
        {"operations": "{}", "map": '{"f": ["variables.deep.path"]}'},
        {"operations": "{}", "map": "[]"},
    ],
)
def test_answer_is_400_when_a_multipart_request_is_broken(
    client: Client, form: dict[str, str]
) -> None:
    assert client.post("/graphql/", form).status_code == 400


def test_exception_is_masked_when_debug_is_off(
    store: Store,
    customer: Caller,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("password is hunter2")

    settings.DEBUG = False
    cart = store.cart(customer, store.line(store.small))
    monkeypatch.setattr("sandbox.api.checkout.taxed", fail)

    answer = customer.post(
        "query($id: ID!) { checkout(id: $id) { totalPrice { currency } } }", id=cart
    )

    (error,) = answer["errors"]
    assert error["message"] == "Internal Server Error"
    assert error["extensions"] == {"exception": {"code": "RuntimeError"}}
    assert "hunter2" not in json.dumps(answer)


@pytest.mark.parametrize("id_", ["", "x", "%", "VXNlcjox", "Q2hlY2tvdXQ6MQ==", "UHJvZHVjdDo5OQ=="])
def test_nothing_is_found_when_an_id_is_strange(store: Store, guest: Caller, id_: str) -> None:
    answer = guest.post("query($id: ID) { checkout(id: $id) { id } }", id=id_)

    assert answer["data"] == {"checkout": None}


def test_number_beyond_any_column_is_not_found_when_it_is_an_id(store: Store) -> None:
    store.product.pk = 10**30
    query = 'query($id: ID) { product(id: $id, channel: "main") { id } }'

    assert Caller().ask(query, id=global_id(store.product)) is None
    many = "query($ids: [ID!]) { productVariants(ids: $ids, first: 5) { totalCount } }"
    store.small.pk = 10**30
    assert Caller().ask(many, ids=[global_id(store.small)]) == {"totalCount": 0}

"""What is not in a person's catalog does not exist for that person, however it is asked for."""

from __future__ import annotations

import graphene
import pytest
from django.db.models import ProtectedError

from saleor_w2p_plugin.models import Catalog, CatalogItem, Company, CompanyMember
from tests.fixtures.story import ADDRESS, Story
from tests.hosts.shop import CARD, Shop

pytestmark = pytest.mark.django_db

PATHS = {
    "products": (
        "query ($c: String!) { products(first: 9, channel: $c) { edges { node { slug } } } }"
    ),
    "products by id": (
        "query ($c: String!, $p: ID!) { products(first: 9, channel: $c, where: {ids: [$p]}) "
        "{ edges { node { slug } } } }"
    ),
    "search": (
        'query ($c: String!) { products(first: 9, channel: $c, search: "card") '
        "{ totalCount edges { node { slug } } } }"
    ),
    "product by id": "query ($c: String!, $p: ID!) { product(id: $p, channel: $c) { slug } }",
    "product by slug": (
        'query ($c: String!) { product(slug: "business-card", channel: $c) { slug } }'
    ),
    "variant by id": (
        "query ($c: String!, $v: ID!) { productVariant(id: $v, channel: $c) { product { slug } } }"
    ),
    "variants": (
        "query ($c: String!, $v: ID!) { productVariants(first: 9, channel: $c, ids: [$v]) "
        "{ edges { node { product { slug } } } } }"
    ),
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["guest", "stranger", "former member"])
def test_card_does_not_exist_when_it_is_not_in_the_catalog(
    path: str, name: str, shop: Shop
) -> None:
    if name == "former member":
        CompanyMember.objects.filter(user__email="buyer@northwind.example").update(is_active=False)
    people = {"stranger": "buyer@contoso.example", "former member": "buyer"}
    api = shop.as_(people[name]) if name in people else shop.guest()
    answer = api.post(PATHS[path], _ids(path, shop))
    assert "errors" not in answer
    assert CARD not in str(answer["data"])


@pytest.mark.parametrize("path", [path for path in PATHS if path != "search"])
def test_card_is_found_when_a_member_asks(path: str, shop: Shop) -> None:
    answer = shop.as_("buyer").post(PATHS[path], _ids(path, shop))
    assert CARD in str(answer["data"])


def test_public_product_does_not_exist_when_the_member_has_a_catalog(shop: Shop) -> None:
    design = shop.as_("buyer").ask("product_design", slug=shop.public_slug, channel=shop.channel)
    assert design["product"] is None
    found = shop.guest().ask("product_design", slug=shop.public_slug, channel=shop.channel)
    assert found["product"]["w2pDesign"] is None


@pytest.mark.parametrize("name", ["guest", "stranger"])
def test_line_is_refused_when_the_variant_is_hidden(name: str, shop: Shop) -> None:
    api = shop.guest() if name == "guest" else shop.as_("buyer@contoso.example")
    wanted = {"variantId": shop.card_variant, "quantity": 1}
    created = api.ask(
        "checkout_create",
        input={"channel": shop.channel, "email": "a@example.com", "lines": [wanted]},
    )["checkoutCreate"]
    assert created["checkout"] is None
    _assert_unavailable(created, shop)
    empty = api.ask(
        "checkout_create",
        input={"channel": shop.channel, "email": "a@example.com", "lines": []},
    )["checkoutCreate"]["checkout"]
    added = api.ask("checkout_lines_add", id=empty["id"], lines=[wanted])["checkoutLinesAdd"]
    _assert_unavailable(added, shop)
    updated = api.ask("checkout_lines_update", id=empty["id"], lines=[wanted])
    _assert_unavailable(updated["checkoutLinesUpdate"], shop)
    assert api.ask("checkout", id=empty["id"])["checkout"]["lines"] == []


def _assert_unavailable(payload: dict, shop: Shop) -> None:
    assert [(error["field"], error["code"]) for error in payload["errors"]] == [
        ("lines", "UNAVAILABLE_VARIANT_IN_CHANNEL")
    ]
    assert payload["errors"][0]["variants"] == [shop.card_variant]


def test_order_is_refused_when_the_product_has_left_the_catalog(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    shop.company.catalogs.get().items.all().delete()
    # A product in no catalog at all is public, so another company's catalog takes it.
    contoso = Catalog.objects.create(company=Company.objects.get(slug="contoso"), name="Theirs")
    CatalogItem.objects.create(catalog=contoso, product_id=shop.card_id)
    assert "NOT_IN_CATALOG" in story.blockers()
    refused = story.complete()
    assert refused["order"] is None
    assert "W2P_NOT_IN_CATALOG" in [error["code"] for error in refused["errors"]]


def test_catalog_is_not_deleted_with_its_company_which_would_publish_it(shop: Shop) -> None:
    with pytest.raises(ProtectedError):
        shop.company.delete()
    with pytest.raises(ProtectedError):
        shop.company.catalogs.get().delete()


def test_line_of_a_hidden_variant_can_be_taken_out(shop: Shop, story: Story) -> None:
    story.personalised().in_cart()
    CompanyMember.objects.filter(user__email="buyer@northwind.example").update(is_active=False)
    taken = story.buyer.ask(
        "checkout_lines_update", id=story.checkout, lines=[{"lineId": story.line, "quantity": 0}]
    )["checkoutLinesUpdate"]
    assert taken["errors"] == []
    assert taken["checkout"]["lines"] == []


@pytest.mark.parametrize("digits", [30, 5000])
def test_line_is_refused_by_the_shop_when_the_id_is_no_id(digits: int, shop: Shop) -> None:
    wanted = graphene.Node.to_global_id("ProductVariant", "9" * digits)
    answer = shop.guest().answer(
        "checkout_create",
        input={"channel": shop.channel, "lines": [{"variantId": wanted, "quantity": 1}]},
    )
    assert "Internal Server Error" not in str(answer)


def test_cart_of_a_public_product_can_be_ordered_when_nobody_has_a_company(shop: Shop) -> None:
    guest = shop.guest()
    created = guest.ask(
        "checkout_create",
        input={
            "channel": shop.channel,
            "email": "guest@example.com",
            "lines": [{"variantId": shop.public_variant, "quantity": 1}],
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
        },
    )["checkoutCreate"]["checkout"]
    method = guest.ask("checkout", id=created["id"])["checkout"]["shippingMethods"][0]
    guest.ask("checkout_delivery", id=created["id"], method=method["id"])
    assert guest.ask("checkout", id=created["id"])["checkout"]["w2pOrderability"]["orderable"]
    completed = guest.ask("checkout_complete", id=created["id"])["checkoutComplete"]
    assert completed["errors"] == []


def _ids(path: str, shop: Shop) -> dict[str, str]:
    every = {
        "c": shop.channel,
        "p": graphene.Node.to_global_id("Product", shop.card_id),
        "v": shop.card_variant,
    }
    return {name: value for name, value in every.items() if f"${name}:" in PATHS[path]}

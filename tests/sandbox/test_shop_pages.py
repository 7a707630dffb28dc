"""The pages show what the API says, to the right person, and let nobody else in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from graphql import parse, validate

from saleor_w2p_plugin.models import Personalization
from sandbox.schema import build_schema
from sandbox.shop.client import OPERATIONS
from sandbox.shop.session import PEOPLE
from tests.fixtures.postcard import Postcard, picture, sha256
from tests.hosts.shop import CARD, Shop

CARD_PAGE = f"/products/{CARD}/"


def visitor(email: str = "buyer@northwind.example") -> Client:
    """Return the browser of somebody who has clicked on a demo person."""
    browser = Client()
    assert browser.post("/sign-in/", {"email": email}).status_code == 302
    return browser


def filled_in(shop: Shop, **changes: str) -> dict[str, str]:
    form = {
        "answer-full_name": "Nancy Davolio",
        "answer-email": "nancy@northwind.example",
        "variant": shop.card_variant,
        "quantity": "1",
        "action": "picture",
    }
    return form | changes


@pytest.mark.parametrize("operation", sorted(OPERATIONS.glob("*.graphql")), ids=lambda p: p.stem)
def test_operation_is_valid_when_the_schema_is_built(operation: Any) -> None:
    document = parse(operation.read_text())

    assert validate(build_schema(), document) == []
    assert document.definitions[0].name.value == operation.stem


@pytest.mark.parametrize("email", [person[0] for person in PEOPLE])
def test_demo_person_is_signed_in_when_clicked(shop: Shop, email: str) -> None:
    browser = visitor(email)

    page = browser.get("/").content.decode()

    assert (CARD_PAGE in page) == (email != "buyer@contoso.example")
    cookie = browser.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_nobody_is_signed_in_when_the_person_is_unknown(shop: Shop, client: Client) -> None:
    page = client.post("/sign-in/", {"email": "nobody@example.com"})

    assert "Please, enter valid credentials" in page.content.decode()
    assert client.get("/cart/").status_code == 302


@pytest.mark.parametrize("email", [None, "buyer@contoso.example"])
def test_card_is_not_there_when_the_company_is_another(shop: Shop, email: str | None) -> None:
    browser = visitor(email) if email else Client()

    assert CARD_PAGE not in browser.get("/").content.decode()
    assert browser.get(CARD_PAGE).status_code == 404


def test_public_product_is_there_when_a_guest_looks(shop: Shop, client: Client) -> None:
    page = client.get(f"/products/{shop.public_slug}/")

    assert page.status_code == 200
    assert "Sign in to order" in page.content.decode()


@pytest.mark.parametrize("path", ["/cart/", "/orders/", "/approvals/", "/orders/T3JkZXI6MQ==/"])
def test_guest_is_sent_to_the_entrance_when_a_page_is_for_members(
    shop: Shop, client: Client, path: str
) -> None:
    assert client.get(path).url == "/sign-in/"


@pytest.mark.parametrize("path", ["/", "/sign-in/", CARD_PAGE, "/cart/", "/orders/"])
def test_page_allows_nothing_foreign_when_it_is_sent(shop: Shop, path: str) -> None:
    response = visitor().get(path)

    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith("default-src 'self';")
    assert response["Cache-Control"] == "no-store"
    # The policy would block them.
    assert not re.search(r"<script|\sstyle=|\son\w+=", response.content.decode())


@pytest.mark.parametrize(
    "path", ["/sign-in/", "/sign-out/", CARD_PAGE, "/cart/order/", "/approvals/x/", "/orders/x/"]
)
def test_form_is_refused_when_it_comes_from_another_site(shop: Shop, path: str) -> None:
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(path, {"email": PEOPLE[0][0]}).status_code == 403


def test_picture_is_shown_when_the_form_is_filled_in(shop: Shop) -> None:
    browser = visitor()

    answer = browser.post(CARD_PAGE, filled_in(shop))

    page = browser.get(answer.url).content.decode()
    sources = re.findall(r'<img src="(/plugins[^"]+)"', page)
    assert len(sources) == 2
    assert [browser.get(source)["Content-Type"] for source in sources] == ["image/jpeg"] * 2
    assert 'value="nancy@northwind.example"' in page


def test_error_stands_at_its_field_when_an_answer_is_refused(shop: Shop) -> None:
    typed = {"answer-email": '"><script>alert(1)</script>'}

    response = visitor().post(CARD_PAGE, filled_in(shop, **typed))

    page = response.content.decode()
    assert response.status_code == 422
    field = page.split('id="answer-email"')[1].split('class="field')[0]
    assert 'aria-invalid="true"' in field
    assert '<p class="error">' in field
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in field
    assert "<script" not in page
    assert Personalization.objects.count() == 0


def test_text_is_refused_above_the_form_when_it_does_not_fit_its_frame(shop: Shop) -> None:
    response = visitor().post(CARD_PAGE, filled_in(shop, **{"answer-full_name": "W" * 60}))

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert Personalization.objects.count() == 0


@pytest.mark.parametrize("key", ["nonsense", "VzJQUGVyc29uYWxpemF0aW9uOjE="])
def test_form_starts_afresh_when_the_draft_is_not_there(shop: Shop, key: str) -> None:
    response = visitor().get(CARD_PAGE, {"personalization": key})

    assert response.status_code == 200
    assert "/plugins/" not in response.content.decode()
    assert 'value="Nancy Davolio"' in response.content.decode()


def test_item_is_changed_in_place_when_it_is_in_the_cart(shop: Shop) -> None:
    browser = visitor()
    browser.post(CARD_PAGE, filled_in(shop, action="cart", quantity="2"))
    link = re.search(r'href="([^"]+personalization=[^"]+)"', browser.get("/cart/").content.decode())
    edit = link[1].replace("&amp;", "&")

    page = browser.get(edit).content.decode()
    assert "Save to cart" in page
    assert 'name="quantity"' not in page
    browser.post(edit, filled_in(shop, action="cart", **{"answer-full_name": "Nan Davolio"}))

    found = Personalization.objects.get()
    assert found.answers["full_name"] == "Nan Davolio"
    assert browser.get("/cart/").content.decode().count("Change what is printed") == 1


def test_cart_says_what_is_missing_when_it_cannot_be_ordered(shop: Shop) -> None:
    browser = visitor()
    browser.post(CARD_PAGE, filled_in(shop, action="cart"))

    page = browser.get("/cart/").content.decode()

    assert re.findall(r'data-code="(\w+)"', page) == ["APPROVAL_REQUIRED", "DELIVERY"]
    assert "<button disabled>Order now</button>" in page


def test_refusal_of_the_api_is_shown_when_the_button_is_forced(shop: Shop) -> None:
    browser = visitor()
    browser.post(CARD_PAGE, filled_in(shop, action="cart"))

    page = browser.post("/cart/order/", follow=True).content.decode()

    assert 'class="note error" role="alert"' in page
    assert "<h1>Your cart</h1>" in page


def test_address_is_refused_by_name_when_it_is_incomplete(shop: Shop) -> None:
    browser = visitor()
    browser.post(CARD_PAGE, filled_in(shop, action="cart"))

    page = browser.post("/cart/address/", {"country": "US"}, follow=True).content.decode()

    assert page.count("Street and number: This is required.") == 1
    assert page.count("City: This is required.") == 1


def test_visitor_stays_signed_in_when_the_access_token_expires(shop: Shop, settings: Any) -> None:
    settings.JWT_TTL_ACCESS = timedelta(seconds=-1)
    browser = visitor()
    settings.JWT_TTL_ACCESS = timedelta(minutes=5)

    assert CARD_PAGE in browser.get("/").content.decode()


def test_visitor_is_a_guest_when_both_tokens_have_expired(shop: Shop, settings: Any) -> None:
    settings.JWT_TTL_ACCESS = settings.JWT_TTL_REFRESH = timedelta(seconds=-1)
    browser = visitor()

    assert CARD_PAGE not in browser.get("/").content.decode()
    assert browser.get("/cart/").url == "/sign-in/"


def test_nothing_is_there_when_an_order_or_request_is_not_ones_own(shop: Shop) -> None:
    browser = visitor()

    page = browser.get("/orders/T3JkZXI6MQ==/")
    assert (page.status_code, "There is nothing here" in page.content.decode()) == (404, True)
    assert browser.get("/approvals/VzJQQXBwcm92YWxSZXF1ZXN0OjE=/").status_code == 404


def test_refusal_is_a_page_when_the_address_makes_no_sense(shop: Shop) -> None:
    response = visitor().get("/orders/nonsense/")

    assert response.status_code == 400
    assert "This did not work" in response.content.decode()


def _postcard(browser: Client, shop: Shop, photo: bytes | None, **changes: str) -> Any:
    form = {
        "answer-photo": "",
        "answer-accent": "main",
        "variant": shop.card_variant,
        "quantity": "1",
        "action": "picture",
        **changes,
    }
    if photo is not None:
        form["answer-photo"] = SimpleUploadedFile("photo.png", photo)
    return browser.post(CARD_PAGE, form)


def test_form_has_a_control_for_every_kind_of_field(shop: Shop, postcard: Postcard) -> None:
    page = visitor().get(CARD_PAGE).content.decode()

    controls = re.findall(r'<(?:input type="(\w+)"|(select))[^>]*name="(answer-\w+)"', page)
    kinds = {(name.removeprefix("answer-"), kind or select) for kind, select, name in controls}
    assert kinds == {
        ("photo", "hidden"),
        ("photo", "file"),
        ("caption", "text"),
        ("accent", "radio"),
        ("copies", "number"),
        ("day", "date"),
        ("glossy", "select"),
        ("coating", "text"),
    }
    assert '<rect width="1" height="1" fill="#009fe3"/>' in page
    assert page.count("Printed only where your other answers call for it.") == 1
    # The policy would block them.
    assert not re.search(r"<script|\sstyle=|\son\w+=", page)


def test_picture_is_kept_when_the_form_is_sent_again(shop: Shop, postcard: Postcard) -> None:
    browser = visitor()
    refused = _postcard(browser, shop, picture(), **{"answer-copies": "1000"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'name="answer-photo" value="{sha256(picture())}"' in page
    assert re.search(r'<img class="chosen" src="/plugins/[^"]+/pictures/', page)

    answer = _postcard(browser, shop, None, **{"answer-photo": sha256(picture())})

    assert Personalization.objects.get().answers["photo"] == sha256(picture())
    page = browser.get(answer.url).content.decode()
    (source,) = re.findall(r'<img class="chosen" src="([^"]+)"', page)
    assert b"".join(browser.get(source).streaming_content) == picture()


def test_error_stands_at_the_picture_when_it_is_none(shop: Shop, postcard: Postcard) -> None:
    response = _postcard(visitor(), shop, b"no picture")

    field = response.content.decode().split('name="answer-photo"')[2].split('class="field')[0]
    assert response.status_code == 422
    assert re.search(r'<p class="error">[^<]+JPEG, PNG', field)
    assert Personalization.objects.count() == 0


def test_approver_reads_what_picture_it_is(shop: Shop, postcard: Postcard) -> None:
    browser = visitor()
    _postcard(browser, shop, picture(), action="cart")
    browser.post("/cart/submit/")
    approver = visitor("approver@northwind.example")
    (link,) = re.findall(
        r'href="(/approvals/[^"]+/)"', approver.get("/approvals/").content.decode()
    )

    assert "PNG, 600 × 400 pixels" in approver.get(link).content.decode()

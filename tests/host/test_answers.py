"""Bad input at the public API: a clear typed refusal, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import graphene
import pytest
from django.utils import timezone

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.models import Company, PrintProduct
from tests.fixtures.story import ANSWERS, Story, as_input
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]

TOO_LONG = "Prof. Dr. Maximiliane-Charlotte von Hohenstein-Wartenberg zu Schlüsselfeld"


@pytest.mark.parametrize(
    ("_case", "answers", "field", "code"),
    [
        ("does not fit", {"full_name": TOO_LONG}, "name", "TEXT_DOES_NOT_FIT"),
        ("no glyph", {"full_name": "Nancy \U0001d538"}, "name", "MISSING_GLYPH"),
        ("too many letters", {"full_name": "N" * 200}, "full_name", "TOO_LONG"),
        ("too few letters", {"full_name": "N"}, "full_name", "TOO_SHORT"),
        ("empty", {"full_name": "   "}, "full_name", "REQUIRED"),
        ("control character", {"full_name": "Nancy\u0007Davolio"}, "full_name", "INVALID"),
        ("NUL", {"full_name": "Nancy\u0000Davolio"}, "full_name", "INVALID"),
        ("line break", {"full_name": "Nancy\nDavolio"}, "full_name", "INVALID"),
        ("unknown field", {"favourite_colour": "blue"}, "favourite_colour", "UNKNOWN_FIELD"),
        ("locked field", {"web": "https://evil.example"}, "web", "LOCKED"),
        ("not an address", {"email": "nancy@@example"}, "email", "INVALID"),
    ],
)
def test_personalization_is_refused_when_an_answer_is_wrong(
    _case: str,
    answers: dict[str, str],
    field: str,
    code: str,
    shop: Shop,
    story: Story,
    unchanged: Unchanged,
) -> None:
    story.personalised()
    with unchanged():
        created = story.buyer.ask(
            "personalization_create",
            input={
                "variantId": shop.card_variant,
                "answers": as_input({**ANSWERS, **answers}),
            },
        )["w2pPersonalizationCreate"]
        updated = story.update(**answers)
    for refused in (created, updated):
        assert refused["personalization"] is None
        assert [(e["field"], e["code"]) for e in refused["errors"]] == [(field, code)]
        assert refused["errors"][0]["message"]


def test_personalization_is_refused_when_a_field_is_answered_twice(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    twice = [*as_input(ANSWERS), {"field": "title", "value": "Queen"}]
    with unchanged():
        refused = story.buyer.ask(
            "personalization_create", input={"variantId": shop.card_variant, "answers": twice}
        )["w2pPersonalizationCreate"]
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("title", "UNIQUE")]


@pytest.mark.parametrize(
    "variant",
    [
        "",
        "nonsense",
        "ProductVariant:1",
        "UHJvZHVjdDox",
        "UHJvZHVjdFZhcmlhbnQ6OTk5OTk5OTk5OTk5OTk5OTk5",
    ],
)
def test_personalization_is_refused_when_there_is_no_such_variant(
    variant: str, story: Story, unchanged: Unchanged
) -> None:
    with unchanged():
        refused = story.buyer.ask(
            "personalization_create", input={"variantId": variant, "answers": as_input(ANSWERS)}
        )["w2pPersonalizationCreate"]
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("variantId", "NOT_FOUND")]


def test_personalization_is_refused_when_the_product_has_no_design(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    PrintProduct.objects.all().delete()
    with unchanged():
        refused = story.buyer.ask(
            "personalization_create",
            input={"variantId": shop.card_variant, "answers": as_input(ANSWERS)},
        )["w2pPersonalizationCreate"]
    assert [e["code"] for e in refused["errors"]] == ["NOT_PERSONALIZABLE"]


def test_personalization_is_refused_when_another_company_is_named(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    contoso = graphene.Node.to_global_id("W2PCompany", Company.objects.get(slug="contoso").pk)
    with unchanged():
        refused = story.buyer.ask(
            "personalization_create",
            input={
                "variantId": shop.card_variant,
                "companyId": contoso,
                "answers": as_input(ANSWERS),
            },
        )["w2pPersonalizationCreate"]
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("companyId", "NOT_A_MEMBER")]


def test_everything_is_refused_when_the_company_is_suspended(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    Company.objects.filter(pk=shop.company.pk).update(is_active=False)
    with unchanged():
        assert [e["code"] for e in story.update(title="Queen")["errors"]] == ["NOT_FOUND"]
        codes = [e["code"] for e in story.complete()["errors"]]
    assert "W2P_PERSONALIZATION_INVALID" in codes


@pytest.mark.parametrize("operation", ["personalization_update", "personalization_bind"])
def test_personalization_does_not_exist_when_it_is_somebody_elses(
    operation: str, shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart()
    stranger = shop.as_("buyer@contoso.example")
    colleague_id = story.personalization
    missing = graphene.Node.to_global_id("W2PPersonalization", uuid4())
    with unchanged():
        for key in (colleague_id, missing, "nonsense"):
            variables = {"id": key}
            if operation.endswith("bind"):
                variables["checkoutLineId"] = story.line
            else:
                variables["input"] = {"answers": as_input({"title": "Queen"})}
            (payload,) = stranger.ask(operation, **variables).values()
            assert [(e["field"], e["code"]) for e in payload["errors"]] == [("id", "NOT_FOUND")]
    seen = stranger.ask("personalization_preview", id=colleague_id)["w2pPersonalization"]
    assert seen is None


def test_personalization_is_final_when_it_is_ordered(story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    with unchanged():
        refused = story.update(title="Queen")
        taken = story.buyer.ask("approval_withdraw", id=story.seen["request"]["id"])
    assert [e["code"] for e in refused["errors"]] == ["PERSONALIZATION_LOCKED"]
    assert [e["code"] for e in taken["w2pApprovalWithdraw"]["errors"]] == ["ALREADY_DECIDED"]


def test_binding_is_refused_when_the_line_is_another_variant(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised()
    # Northwind may buy the public product too, so that both can be in one cart.
    shop.company.catalogs.get().items.create(product_id=_product_of_public(shop))
    created = story.buyer.ask(
        "checkout_create",
        input={
            "channel": shop.channel,
            "email": "b@northwind.example",
            "lines": [{"variantId": shop.public_variant, "quantity": 1}],
        },
    )["checkoutCreate"]["checkout"]
    with unchanged():
        refused = story.buyer.ask(
            "personalization_bind",
            id=story.personalization,
            checkoutLineId=created["lines"][0]["id"],
        )["w2pPersonalizationBind"]
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [
        ("checkoutLineId", "VARIANT_MISMATCH")
    ]


def _product_of_public(shop: Shop) -> int:
    variant = host().variant(shop.public_variant_id)
    assert variant is not None
    return variant.product_id


def test_picture_is_refused_when_page_or_resolution_is_out_of_range(story: Story) -> None:
    story.personalised()
    for wrong in ({"page": 3}, {"page": 0}, {"dpi": 5000}, {"dpi": 0}, {"dpi": -1}):
        answer = story.buyer.answer("personalization_preview", id=story.personalization, **wrong)
        assert answer["errors"][0]["message"]
        assert answer["data"]["w2pPersonalization"] is None


def test_address_is_gone_when_answers_changed_or_time_is_up(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.personalised()
    seen = story.buyer.ask("personalization_preview", id=story.personalization)
    url = seen["w2pPersonalization"]["preview"]["url"]
    assert story.buyer.get(url).status_code == 200
    later = timezone.now() + timedelta(days=1)
    with monkeypatch.context() as clock:
        clock.setattr("saleor_w2p_plugin.host.links.timezone.now", lambda: later)
        assert story.buyer.get(url).status_code == 410
    story.update(title="Queen")
    assert story.buyer.get(url).status_code == 410
    assert story.buyer.get(url[:-1] + ("A" if url[-1] != "A" else "B")).status_code == 404
    assert story.buyer.get(url.replace("/previews/", "/files/")).status_code == 404
    assert story.buyer.http.post(url).status_code == 405


@pytest.mark.parametrize(
    ("_case", "body", "status"),
    [
        ("not JSON", "{", 400),
        ("no query", "{}", 400),
        ("no such field", json.dumps({"query": "{ w2pNothing }"}), 400),
    ],
)
def test_request_is_refused_when_it_is_malformed(
    _case: str, body: str, status: int, story: Story, unchanged: Unchanged
) -> None:
    with unchanged():
        response = story.buyer.http.post("/graphql/", body, content_type="application/json")
    assert response.status_code == status
    assert response.json()["errors"][0]["message"]


def test_request_is_refused_when_answers_are_fifty_megabytes(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    body = json.dumps(
        {
            "query": "mutation { w2pPersonalizationCreate }",
            "variables": {"answers": "x" * 50_000_000},
        }
    )
    with unchanged():
        response = story.buyer.http.post(
            "/graphql/",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {story.buyer.token}"},
        )
    # Saleor 3.22 leaves the answer to Django, later ones say it themselves.
    assert response.status_code in (400, 413)


def test_request_is_refused_when_the_token_has_expired(
    shop: Shop, story: Story, unchanged: Unchanged, settings: Any
) -> None:
    # Shorter than no time at all: the token has expired when it is made.
    settings.JWT_TTL_ACCESS = timedelta(seconds=-60)
    late = shop.as_("buyer")
    with unchanged():
        answer = late.answer(
            "personalization_create",
            input={"variantId": shop.card_variant, "answers": as_input(ANSWERS)},
        )
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "ExpiredSignatureError"
    assert answer.get("data") in (None, {"w2pPersonalizationCreate": None})


def test_request_is_refused_when_a_text_is_half_a_character(
    story: Story, unchanged: Unchanged
) -> None:
    story.personalised()
    with unchanged():
        answer = story.buyer.answer(
            "personalization_update",
            id=story.personalization,
            input={"answers": as_input({"title": "\ud800"})},
        )
    # Saleor refuses to read it, the sandbox reads it and refuses the answer.
    refused = answer.get("errors") or answer["data"]["w2pPersonalizationUpdate"]["errors"]
    assert refused[0]["message"]

"""Who may call each mutation: a table, and proof that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import graphene
import pytest

from saleor_w2p_plugin.models import Design
from tests.fixtures.postcard import GREEN, Postcard, answers, picture
from tests.fixtures.postcard import document as postcard_document
from tests.fixtures.story import ANSWERS, Story, as_input
from tests.hosts.api import Api
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]
PEOPLE = ("guest", "stranger", "staff", "buyer", "approver", "brand", "admin")

# What each person is told; "ok" where the mutation goes through, "denied" for a top-level refusal.
CREATE = {
    "guest": "denied",
    "stranger": "NOT_FOUND",
    "staff": "NOT_FOUND",
    "buyer": "ok",
    "approver": "ok",
    "brand": "ok",
    "admin": "ok",
}
UPDATE = {**CREATE, "approver": "NOT_FOUND"}
# A line is tied only by the person whose cart it is in.
BIND = {**UPDATE, "brand": "NOT_FOUND", "admin": "NOT_FOUND"}
SUBMIT = {**CREATE, "approver": "NOT_FOUND", "brand": "NOT_FOUND", "admin": "NOT_FOUND"}
# Staff may look at every request, and decide none.
DECIDE = {
    **CREATE,
    "staff": "NOT_AN_APPROVER",
    "buyer": "NOT_AN_APPROVER",
    "brand": "NOT_AN_APPROVER",
    "admin": "NOT_AN_APPROVER",
}
WITHDRAW = SUBMIT
# Whoever is in a company uploads for it: the stranger for Contoso, staff for nobody.
UPLOAD = {**CREATE, "stranger": "ok", "staff": "NOT_A_MEMBER"}
UPLOAD_FOR_NORTHWIND = {**UPLOAD, "stranger": "NOT_A_MEMBER"}
CONVERT = UPDATE
REORDER = UPDATE
# What the printer's staff do, and nobody of a company.
OPERATE = dict.fromkeys(CREATE, "denied") | {"staff": "ok"}
# Who may look at a personalization, and so at the picture in it.
SEES_PICTURE = {"staff", "buyer", "approver", "brand", "admin"}


def person(shop: Shop, name: str) -> Api:
    """Connect as one of the people of the tables."""
    match name:
        case "guest":
            return shop.guest()
        case "stranger":
            return shop.as_("buyer@contoso.example")
        case "staff":
            return shop.staff()
        case _:
            return shop.as_(name)


def outcome(answer: dict[str, Any], mutation: str) -> str:
    """Read what came of a mutation."""
    if errors := answer.get("errors"):
        assert answer["data"] == {mutation: None}
        assert errors[0]["extensions"]["exception"]["code"] == "PermissionDenied"
        return "denied"
    errors = answer["data"][mutation]["errors"]
    return errors[0]["code"] if errors else "ok"


def check(
    expected: str, unchanged: Unchanged, mutation: str, call: Callable[[], dict[str, Any]]
) -> None:
    """Call a mutation; where it is to be refused, nothing may change."""
    if expected == "ok":
        assert outcome(call(), mutation) == "ok"
        return
    with unchanged():
        assert outcome(call(), mutation) == expected


@pytest.mark.parametrize("name", PEOPLE)
def test_personalization_create(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    variables = {"input": {"variantId": shop.card_variant, "answers": as_input(ANSWERS)}}
    api = person(shop, name)
    check(
        CREATE[name],
        unchanged,
        "w2pPersonalizationCreate",
        lambda: api.answer("personalization_create", **variables),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_personalization_update(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    story.personalised()
    api = person(shop, name)
    change = {"answers": as_input({"title": "Chief of Tea"})}
    check(
        UPDATE[name],
        unchanged,
        "w2pPersonalizationUpdate",
        lambda: api.answer("personalization_update", id=story.personalization, input=change),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_personalization_convert(
    name: str, shop: Shop, story: Story, postcard: Postcard, unchanged: Unchanged
) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture()))
    fields = postcard_document()["fields"]
    postcard.revised(fields=[*fields, {"name": "place", "label": "Place", "kind": "text"}])
    api = person(shop, name)
    check(
        CONVERT[name],
        unchanged,
        "w2pPersonalizationConvert",
        lambda: api.answer("personalization_convert", id=story.personalization),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_personalization_reorder(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    api = person(shop, name)
    check(
        REORDER[name],
        unchanged,
        "w2pPersonalizationReorder",
        lambda: api.answer("personalization_reorder", id=story.personalization),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_design_update(name: str, shop: Shop, unchanged: Unchanged) -> None:
    api = person(shop, name)
    design = graphene.Node.to_global_id("W2PDesign", Design.objects.get().pk)
    check(
        OPERATE[name],
        unchanged,
        "w2pDesignUpdate",
        lambda: api.answer("design_update", id=design, onNewRevision="STOP"),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_artwork_import(name: str, shop: Shop, unchanged: Unchanged) -> None:
    api = person(shop, name)
    # Operators get as far as the file, which is missing.
    expected = OPERATE[name].replace("ok", "REQUIRED")
    check(
        expected,
        unchanged,
        "w2pArtworkImport",
        lambda: api.answer("artwork_import", input={"file": "0"}),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_designs(name: str, shop: Shop) -> None:
    answer = person(shop, name).answer("designs", first=10)
    if OPERATE[name] == "denied":
        assert answer["data"] == {"w2pDesigns": None}
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
        return
    (edge,) = answer["data"]["w2pDesigns"]["edges"]
    assert (edge["node"]["revision"], edge["node"]["onNewRevision"]) == (1, "KEEP")


@pytest.mark.parametrize("name", PEOPLE)
def test_personalization_bind(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart()
    api = person(shop, name)
    check(
        BIND[name],
        unchanged,
        "w2pPersonalizationBind",
        lambda: api.answer(
            "personalization_bind", id=story.personalization, checkoutLineId=story.line
        ),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_approval_submit(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart().bound()
    api = person(shop, name)
    check(
        SUBMIT[name],
        unchanged,
        "w2pApprovalSubmit",
        lambda: api.answer("approval_submit", checkoutId=story.checkout),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_approval_decide(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart().bound().submitted()
    api = person(shop, name)
    request = story.seen["request"]
    check(
        DECIDE[name],
        unchanged,
        "w2pApprovalDecide",
        lambda: api.answer(
            "approval_decide",
            id=request["id"],
            decision="APPROVE",
            expectFingerprint=request["fingerprint"],
        ),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_approval_withdraw(name: str, shop: Shop, story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart().bound().submitted()
    api = person(shop, name)
    check(
        WITHDRAW[name],
        unchanged,
        "w2pApprovalWithdraw",
        lambda: api.answer("approval_withdraw", id=story.seen["request"]["id"]),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_picture_upload(name: str, shop: Shop, unchanged: Unchanged) -> None:
    api = person(shop, name)
    mutation = "w2pPictureUpload"
    check(UPLOAD[name], unchanged, mutation, lambda: api.upload(picture()))
    northwind = graphene.Node.to_global_id("W2PCompany", shop.company.pk)
    check(
        UPLOAD_FOR_NORTHWIND[name],
        unchanged,
        mutation,
        lambda: api.upload(picture(GREEN), companyId=northwind),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_address_of_a_picture(name: str, shop: Shop, story: Story, postcard: Postcard) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture()))
    api = person(shop, name)
    found = api.ask("personalization_preview", id=story.personalization)["w2pPersonalization"]
    assert (found is not None) == (name in SEES_PICTURE)
    if found is not None:
        (url,) = [answer["picture"]["url"] for answer in found["answers"] if answer["picture"]]
        response = api.get(url)
        assert b"".join(response.streaming_content) == picture()

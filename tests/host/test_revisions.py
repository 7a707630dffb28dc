"""What a new revision of a design means for carts, approvals and what is ordered again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import graphene
import pytest

from saleor_w2p_plugin.models import (
    Artifact,
    Catalog,
    CatalogItem,
    Company,
    JobTicket,
    Personalization,
    PictureUse,
    PrintProduct,
)
from saleor_w2p_plugin.personalization import filling
from saleor_w2p_plugin.personalization.publish import print_from, publish
from saleor_w2p_plugin.rendering import MemoryAssets
from tests.fixtures.postcard import FILES, Postcard, answers, asset, document, picture
from tests.fixtures.story import Story
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]
LOGO = picture((10, 20, 30), (310, 300))
# What differs, without a change of the form.
NEW_LOGO = {"images": {"logo": asset("logo.png", LOGO, brand="logo")}}


def _fields(**changes: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return the postcard's fields: some changed, those without a value gone."""
    kept = [field for field in document()["fields"] if changes.get(field["name"], {}) is not None]
    return [field | (changes.get(field["name"]) or {}) for field in kept]


def _codes(payload: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(error["field"], error["code"]) for error in payload["errors"]]


def _policy(shop: Shop, postcard: Postcard, policy: str) -> None:
    key = graphene.Node.to_global_id("W2PDesign", postcard.revision.design_id)
    done = shop.staff().ask("design_update", id=key, onNewRevision=policy)["w2pDesignUpdate"]
    assert (done["errors"], done["design"]["onNewRevision"]) == ([], policy)


@pytest.fixture
def filled(story: Story, postcard: Postcard) -> Story:
    """Return the story with a postcard in the cart."""
    story.uploaded(picture())
    return story.personalised(answers(picture(), copies="12", coating="Matt", glossy="true"))


@pytest.mark.parametrize(
    ("policy", "blockers"),
    [
        ("KEEP", []),
        ("CONVERT", ["REVISION_CHANGED"]),
        ("STOP", ["REVISION_CHANGED"]),
    ],
)
def test_cart_with_an_earlier_revision_is_ordered_as_its_design_says(
    policy: str, blockers: list[str], shop: Shop, postcard: Postcard, filled: Story
) -> None:
    _policy(shop, postcard, policy)
    filled.in_cart().bound().submitted().approved()
    assert filled.blockers() == []
    before = Personalization.objects.get().fingerprint
    postcard.revised(LOGO, **NEW_LOGO)

    assert filled.blockers() == blockers
    completed = filled.complete()
    assert [error["code"] for error in completed["errors"]] == [f"W2P_{code}" for code in blockers]
    assert (completed["order"] is None) == bool(blockers)
    assert Personalization.objects.get().fingerprint == before


def test_approval_is_not_asked_for_while_a_revision_has_to_be_looked_at(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    _policy(shop, postcard, "CONVERT")
    filled.in_cart().bound()
    postcard.revised(LOGO, **NEW_LOGO)
    with unchanged():
        refused = filled.buyer.ask("approval_submit", checkoutId=filled.checkout)
    assert _codes(refused["w2pApprovalSubmit"]) == [("lines", "NOT_ORDERABLE")]


def test_converted_card_has_its_answers_and_says_what_differs(
    shop: Shop, postcard: Postcard, filled: Story
) -> None:
    _policy(shop, postcard, "CONVERT")
    filled.in_cart().bound().submitted().approved()
    new = {"name": "place", "label": "Place", "kind": "text", "default": {"fixed": "Brighton"}}
    fields = _fields(day=None, coating={"visible": {"field": "glossy", "equals": False}})
    second = postcard.revised(LOGO, **NEW_LOGO, fields=[*fields, new])

    done = filled.convert()

    assert _codes(done) == []
    assert done["personalization"]["design"] == {"revision": second.number}
    given = {each["field"]: each["value"] for each in done["personalization"]["answers"]}
    assert (given["caption"], given["copies"], given["place"]) == ("By the sea", "12", "Brighton")
    nothing = {"property": None}
    assert done["differences"] == [
        {"field": "day", "change": "REMOVED", "old": "", "new": None, **nothing},
        {"field": "coating", "change": "CHANGED", "old": "Matt", "new": "", **nothing},
        {"field": "place", "change": "ADDED", "old": None, "new": "Brighton", **nothing},
    ]
    assert filled.blockers() == ["APPROVAL_STALE"]
    filled.submitted().approved().ordered().confirmed()
    ticket = JobTicket.objects.get()
    assert (ticket.status, ticket.fingerprint) == ("ready", done["personalization"]["fingerprint"])
    assert ticket.personalization.revision == second


@pytest.mark.parametrize(
    ("change", "problems", "answer"),
    [
        ({"caption": {"max_length": 4}}, [("caption", "TOO_LONG")], {"caption": "Sea"}),
        ({"day": {"required": True}}, [("day", "REQUIRED")], {"day": "2026-05-01"}),
        (
            {"accent": {"choices": [{"value": "ink", "label": "Ink"}]}, "copies": {"maximum": 11}},
            [("accent", "NOT_A_CHOICE"), ("copies", "TOO_LARGE")],
            {"accent": "ink", "copies": "11"},
        ),
        ({"photo": {"min_px": 700}}, [("photo", "RESOLUTION_TOO_LOW")], None),
    ],
)
def test_card_stays_as_it_is_when_an_answer_breaks_a_new_rule(
    change: dict[str, Any],
    problems: list[tuple[str, str]],
    answer: dict[str, str] | None,
    shop: Shop,
    postcard: Postcard,
    filled: Story,
    unchanged: Unchanged,
) -> None:
    _policy(shop, postcard, "CONVERT")
    filled.in_cart().bound().submitted().approved()
    postcard.revised(fields=_fields(**change))
    with unchanged():
        refused = filled.convert()
    assert (_codes(refused), refused["differences"]) == (problems, [])
    assert refused["personalization"] is None
    assert filled.blockers() == ["REVISION_CHANGED"]
    if answer is not None:
        assert _codes(filled.convert(answer)) == []
        assert filled.blockers() == ["APPROVAL_STALE"]


def test_text_that_no_longer_fits_is_refused_by_its_frame(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    pages = document()["pages"]
    (caption,) = [frame for frame in pages[1]["frames"] if frame["name"] == "caption"]
    caption["width_mm"] = 4
    postcard.revised(pages=pages)
    with unchanged():
        refused = filled.convert()
    assert _codes(refused) == [("caption", "TEXT_DOES_NOT_FIT")]


def test_design_that_stops_is_filled_in_again(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    _policy(shop, postcard, "STOP")
    filled.in_cart().bound()
    postcard.revised(LOGO, **NEW_LOGO)
    with unchanged():
        assert _codes(filled.convert()) == [("answers", "REVISION_CHANGED")]
        # Nothing is carried over.
        assert _codes(filled.convert({"caption": "On the moor"})) == [
            ("photo", "REQUIRED"),
            ("accent", "REQUIRED"),
        ]
    # A change of answers stays with the revision they answer.
    assert filled.update(caption="On the moor")["errors"] == []
    assert "REVISION_CHANGED" in filled.blockers()

    done = filled.convert(answers(picture(), caption="In the hills"))

    assert _codes(done) == []
    assert {each["field"]: each["new"] for each in done["differences"]} == {
        "caption": "In the hills",
        "copies": "",
        "glossy": "",
        "coating": "",
    }
    assert filled.blockers() == ["APPROVAL_REQUIRED"]


def test_conversion_takes_the_present_brand_and_output(
    shop: Shop, postcard: Postcard, filled: Story
) -> None:
    postcard.printed_as("single").revised(LOGO, **NEW_LOGO)
    brand = postcard.branded()
    assert _codes(filled.convert()) == []
    converted = Personalization.objects.get()
    assert (converted.brand, converted.output) == (brand, "single")


def test_conversion_of_the_current_revision_changes_nothing(
    filled: Story, unchanged: Unchanged
) -> None:
    with unchanged():
        done = filled.convert()
    assert (_codes(done), done["differences"]) == ([], [])


def test_conversion_is_refused_once_it_is_ordered(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    filled.in_cart().bound().submitted().approved().ordered()
    postcard.revised(LOGO, **NEW_LOGO)
    with unchanged():
        assert _codes(filled.convert()) == [("id", "PERSONALIZATION_LOCKED")]


def test_conversion_is_refused_when_somebody_else_changes_the_card_at_that_moment(
    postcard: Postcard, filled: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    postcard.revised(LOGO, **NEW_LOGO)
    check = filling.check

    def check_slowly(*given: Any) -> None:
        check(*given)
        Personalization.objects.update(fingerprint="0" * 64)

    monkeypatch.setattr(filling, "check", check_slowly)
    assert _codes(filled.convert()) == [("id", "STALE")]
    assert Personalization.objects.get().revision.number == 1


def test_conversion_is_refused_when_a_field_is_answered_twice(
    filled: Story, unchanged: Unchanged
) -> None:
    twice = [{"field": "caption", "value": "a"}, {"field": "caption", "value": "b"}]
    with unchanged():
        answer = filled.buyer.ask(
            "personalization_convert", id=filled.personalization, answers=twice
        )
    assert _codes(answer["w2pPersonalizationConvert"]) == [("caption", "UNIQUE")]


def test_conversion_is_refused_when_the_design_is_withdrawn(
    postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    design = postcard.revision.design
    design.current = None
    design.save()
    with unchanged():
        assert _codes(filled.convert()) == [("id", "NOT_PERSONALIZABLE")]
    assert "REVISION_CHANGED" not in filled.in_cart().bound().blockers()


def _ordered(story: Story) -> Story:
    return story.in_cart().bound().submitted().approved().ordered().confirmed()


def test_same_print_is_ordered_again_where_the_design_keeps_it(
    shop: Shop, postcard: Postcard, filled: Story
) -> None:
    postcard.branded()
    _ordered(filled)
    first = Personalization.objects.get()
    postcard.revised(LOGO, **NEW_LOGO)
    postcard.branded(name="Northwind in spring")

    done = filled.reorder()

    assert (_codes(done), done["differences"]) == ([], [])
    again = Personalization.objects.exclude(pk=first.pk).get()
    for name in ("revision", "brand", "press", "output", "answers", "fingerprint", "company"):
        assert getattr(again, name) == getattr(first, name)
    assert (again.is_locked, again.checkout_line_id) == (False, None)
    assert PictureUse.objects.filter(personalization=again).count() == 1

    filled.seen["personalization"] = done["personalization"]
    filled.in_cart().bound()
    # Somebody answers for each order.
    assert filled.blockers() == ["APPROVAL_REQUIRED"]
    _order_again(filled)
    assert Artifact.objects.count() == 1
    assert {ticket.artifact for ticket in JobTicket.objects.all()} == {Artifact.objects.get()}


def _order_again(story: Story) -> None:
    story.submitted().approved().ordered().confirmed()
    assert [ticket.status for ticket in JobTicket.objects.all()] == ["ready", "ready"]


def test_print_is_converted_when_it_is_ordered_again(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    _policy(shop, postcard, "CONVERT")
    _ordered(filled)
    second = postcard.revised(fields=_fields(day=None))
    done = filled.reorder()
    assert (_codes(done), [each["field"] for each in done["differences"]]) == ([], ["day"])
    assert done["personalization"]["design"] == {"revision": second.number}
    assert done["personalization"]["locked"] is False
    postcard.revised(fields=_fields(caption={"max_length": 4}))
    with unchanged():
        assert _codes(filled.reorder()) == [("caption", "TOO_LONG")]


def test_print_is_not_ordered_again_where_the_design_stops(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    _policy(shop, postcard, "STOP")
    _ordered(filled)
    assert _codes(filled.reorder()) == []
    postcard.revised(LOGO, **NEW_LOGO)
    with unchanged():
        assert _codes(filled.reorder()) == [("answers", "REVISION_CHANGED")]


def test_what_is_not_ordered_is_not_ordered_again(filled: Story, unchanged: Unchanged) -> None:
    with unchanged():
        assert _codes(filled.reorder()) == [("id", "NOT_ORDERED")]


def test_print_is_not_ordered_again_when_the_product_is_sold_to_others(
    shop: Shop, postcard: Postcard, filled: Story, unchanged: Unchanged
) -> None:
    _ordered(filled)
    other = publish(document(name="Other"), MemoryAssets.of(FILES)).design
    PrintProduct.objects.update(design=other)
    with unchanged():
        assert _codes(filled.reorder()) == [("variantId", "NOT_PERSONALIZABLE")]
    PrintProduct.objects.all().delete()
    with unchanged():
        assert _codes(filled.reorder()) == [("variantId", "NOT_PERSONALIZABLE")]
    print_from(shop.card_id, postcard.revision.design)
    contoso = Company.objects.get(slug="contoso")
    CatalogItem.objects.update(catalog=Catalog.objects.create(company=contoso))
    with unchanged():
        assert _codes(filled.reorder()) == [("variantId", "NOT_FOUND")]
    # Who also buys for the others may see it, and buys it for them alone.
    buyer = shop.company.members.get(user__email="buyer@northwind.example")
    contoso.members.create(user_id=buyer.user_id)
    with unchanged():
        assert _codes(filled.reorder()) == [("companyId", "NOT_A_MEMBER")]
    Personalization.objects.update(variant=None)
    with unchanged():
        assert _codes(filled.reorder()) == [("variantId", "NOT_FOUND")]


def test_design_is_refused_when_there_is_none_of_the_id(shop: Shop, unchanged: Unchanged) -> None:
    staff = shop.staff()
    for kind, key in (("W2PDesign", 999_999), ("Product", shop.card_id), ("W2PDesign", "x")):
        with unchanged():
            refused = staff.ask(
                "design_update", id=graphene.Node.to_global_id(kind, key), onNewRevision="STOP"
            )
        assert _codes(refused["w2pDesignUpdate"]) == [("id", "NOT_FOUND")]
        assert refused["w2pDesignUpdate"]["design"] is None

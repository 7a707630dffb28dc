"""One design, many brands and sizes: what each company sees, approves and gets printed."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

from saleor_w2p_plugin.models import Catalog, Company, JobTicket, Personalization
from tests.fixtures.postcard import BLUE, GREEN, Postcard, answers, asset, picture
from tests.fixtures.story import Story, as_input
from tests.hosts.api import Api
from tests.hosts.shop import CARD, Shop

pytestmark = pytest.mark.django_db

LOGO = picture(GREEN, (300, 300))
CYAN_ON_SCREEN, RED_ON_SCREEN, YELLOW_ON_SCREEN = "#009fe3", "#e40916", "#ffed00"


def _design(person: Api, shop: Shop, **variables: Any) -> dict[str, Any]:
    found = person.ask("product_design", slug=CARD, channel=shop.channel, **variables)
    return found["product"]["w2pDesign"]


def _accents(design: dict[str, Any]) -> dict[str, str]:
    (field,) = [field for field in design["fields"] if field["name"] == "accent"]
    return {choice["value"]: choice["colour"] for choice in field["choices"]}


def _page(story: Story, page: int) -> Image.Image:
    found = story.buyer.ask(
        "personalization_preview", id=story.personalization, page=page, dpi=100, format="PNG"
    )
    content = story.buyer.get(found["w2pPersonalization"]["preview"]["url"]).content
    return Image.open(io.BytesIO(content)).convert("RGB")


def _pixel(image: Image.Image, x_mm: float, y_mm: float) -> tuple[int, ...]:
    return image.getpixel((round(x_mm / 25.4 * 100), round(y_mm / 25.4 * 100)))


def _is_like(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    """Tell whether the strongest of red, green and blue is the same: inks look duller."""
    return pixel.index(max(pixel)) == colour.index(max(colour))


def _fingerprint() -> str:
    return Personalization.objects.get().fingerprint


def test_form_offers_the_colours_of_the_company_that_asks(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    assert _accents(_design(story.buyer, shop)) == {"main": CYAN_ON_SCREEN}
    postcard.branded()
    branded = {"main": RED_ON_SCREEN, "brand-second": YELLOW_ON_SCREEN}
    assert _accents(_design(shop.as_("approver"), shop)) == branded
    # Contoso buys the same product, without a brand.
    catalog = Catalog.objects.create(company=Company.objects.get(slug="contoso"), name="Print")
    catalog.items.create(product_id=shop.card_id)
    assert _accents(_design(shop.as_("buyer@contoso.example"), shop)) == {"main": CYAN_ON_SCREEN}


def test_company_shows_the_colours_of_its_brand(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    def swatches() -> list[dict[str, Any]]:
        query = "query { me { w2pMemberships { company { swatches { slot name spot hex } } } } }"
        (membership,) = story.buyer.post(query)["data"]["me"]["w2pMemberships"]
        return membership["company"]["swatches"]

    assert swatches() == []
    blue = {"spot": {"name": "Northwind Blue", "cmyk": [1, 0.5, 0, 0]}}
    postcard.branded(colours={"primary": {"cmyk": [0, 1, 1, 0]}, "logo": blue})
    logo, primary = swatches()
    assert (logo["slot"], logo["name"], logo["spot"]) == ("logo", "Northwind Blue", True)
    assert primary == {
        "slot": "primary",
        "name": "primary",
        "spot": False,
        "hex": RED_ON_SCREEN,
    }
    # Contoso's people see Contoso's.
    query = "query { me { w2pMemberships { company { slug swatches { slot } } } } }"
    seen = shop.as_("buyer@contoso.example").post(query)["data"]["me"]["w2pMemberships"]
    assert seen == [{"company": {"slug": "contoso", "swatches": []}}]


def test_card_is_printed_in_the_brand_that_it_was_filled_in_with(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    postcard.branded(LOGO, images={"logo": asset("logo.png", LOGO)})
    story.uploaded(picture())
    story.personalised(answers(picture(), accent="brand-second"))
    story.in_cart().bound().submitted().approved()
    before = _fingerprint()
    assert _is_like(_pixel(_page(story, 2), 20, 20), GREEN)
    accent = _pixel(_page(story, 1), 75, 40)

    # The company's brand is another now: yellow is blue, and the logo is the design's.
    postcard.branded(colours={"second": {"cmyk": [1, 1, 0, 0]}}, name="Northwind in spring")
    assert _pixel(_page(story, 1), 75, 40) == accent
    assert _is_like(_pixel(_page(story, 2), 20, 20), GREEN)
    assert story.blockers() == []

    story.ordered().confirmed()
    ticket = JobTicket.objects.get()
    assert (ticket.status, ticket.message) == ("ready", "")
    assert ticket.fingerprint == before == _fingerprint()


def test_brand_is_the_present_one_when_an_answer_changes(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture())).in_cart().bound().submitted().approved()
    before = _fingerprint()
    assert _is_like(_pixel(_page(story, 2), 20, 20), BLUE)
    postcard.branded(LOGO, images={"logo": asset("logo.png", LOGO)})

    # Nothing but the brand differs.
    assert story.update(caption="By the sea")["errors"] == []

    assert _fingerprint() != before
    assert _is_like(_pixel(_page(story, 2), 20, 20), GREEN)
    assert story.blockers() == ["APPROVAL_STALE"]


def test_answer_is_refused_when_it_is_a_colour_of_another_brand(
    shop: Shop, postcard: Postcard, story: Story, unchanged: Any
) -> None:
    postcard.branded(company=Company.objects.get(slug="contoso"))
    story.uploaded(picture())
    with unchanged():
        refused = story.fill_in(answers(picture(), accent="brand-second"))
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("accent", "NOT_A_CHOICE")]


def test_same_answers_are_other_content_when_brand_or_output_differ(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    story.uploaded(picture())
    seen = set()
    for output in ("", "single", "double"):
        postcard.printed_as(output)
        story.personalised(answers(picture()))
        seen.add(story.seen["personalization"]["fingerprint"])
    postcard.branded()
    story.personalised(answers(picture()))
    seen.add(story.seen["personalization"]["fingerprint"])
    assert len(seen) == 4


def test_output_is_what_the_product_had_when_it_was_filled_in(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    postcard.printed_as("single")
    design = _design(story.buyer, shop)
    assert (design["output"], [page["name"] for page in design["pages"]]) == ("single", ["front"])
    assert design["outputs"] == [
        {"name": "double", "pages": ["front", "back"]},
        {"name": "single", "pages": ["front"]},
    ]
    story.uploaded(picture())
    story.personalised(answers(picture())).in_cart().bound().submitted().approved()
    postcard.printed_as("double")
    assert story.update(caption="On the moor")["errors"] == []
    shown = story.buyer.ask("personalization_preview", id=story.personalization)
    assert shown["w2pPersonalization"]["preview"]["pageCount"] == 1
    beyond = story.buyer.answer("personalization_preview", id=story.personalization, page=2)
    assert "no page 2" in beyond["errors"][0]["message"]

    story.submitted().approved().ordered().confirmed()

    (line,) = story.files(story.buyer)["lines"]
    response = story.buyer.get(line["w2pJobTicket"]["artifact"]["url"])
    with pikepdf.open(io.BytesIO(b"".join(response.streaming_content))) as pdf:
        assert len(pdf.pages) == 1


def test_person_of_two_companies_gets_the_brand_of_the_one_that_is_named(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    contoso = Company.objects.get(slug="contoso")
    Catalog.objects.create(company=contoso, name="Print").items.create(product_id=shop.card_id)
    buyer = shop.company.members.get(user__email="buyer@northwind.example")
    contoso.members.create(user_id=buyer.user_id)
    postcard.branded(company=contoso)
    key = story.buyer.ask("me")["me"]["w2pMemberships"]
    company_id = next(m["company"]["id"] for m in key if m["company"]["slug"] == "contoso")
    given = {
        "variantId": shop.card_variant,
        "companyId": company_id,
        "answers": as_input(answers(picture(), accent="brand-second")),
    }
    assert story.buyer.upload(picture(), companyId=company_id)["data"]["w2pPictureUpload"]
    created = story.buyer.ask("personalization_create", input=given)["w2pPersonalizationCreate"]
    assert created["errors"] == []
    assert Personalization.objects.get().brand == contoso.brand_revisions.get()

"""What is needed to print again is there as long as somebody could ask for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import RestrictedError
from django.utils import timezone

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.models import (
    BrandRevision,
    Catalog,
    Company,
    Personalization,
    Picture,
    PictureUse,
)
from saleor_w2p_plugin.personalization import filling, pictures
from saleor_w2p_plugin.personalization.pictures import CompanyPictures, remove_unused
from tests.fixtures.postcard import GRAY, GREEN, STRICT, Postcard, answers, picture, sha256
from tests.fixtures.story import Story
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]


def test_card_is_refused_when_its_picture_is_removed_at_that_moment(
    story: Story, postcard: Postcard, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.uploaded(picture())
    check = filling.check

    def check_slowly(*given: Any) -> None:
        check(*given)
        assert remove_unused(timezone.now() + timedelta(days=1)) == 1

    monkeypatch.setattr(filling, "check", check_slowly)
    refused = story.fill_in(answers(picture()))
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [(None, "STALE")]
    assert Personalization.objects.count() == PictureUse.objects.count() == 0


def test_picture_stays_when_it_is_uploaded_again_while_others_are_removed(
    story: Story, postcard: Postcard, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.uploaded(picture())
    yesterday = timezone.now() - timedelta(days=1)
    Picture.objects.update(uploaded_at=yesterday - timedelta(days=1))
    remove = pictures._remove_if_unused

    def remove_late(*given: Any) -> bool:
        story.uploaded(picture())
        return remove(*given)

    monkeypatch.setattr(pictures, "_remove_if_unused", remove_late)
    assert remove_unused(yesterday) == 0
    assert story.fill_in(answers(picture()))["errors"] == []


def test_picture_and_brand_cannot_be_deleted_when_something_prints_them(
    story: Story, postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.branded()
    story.uploaded(picture())
    story.personalised(answers(picture()))
    for rows in (Picture.objects, BrandRevision.objects):
        with unchanged(), pytest.raises(RestrictedError):
            rows.get().delete()


def test_pictures_and_brands_go_with_their_company(
    shop: Shop, story: Story, postcard: Postcard
) -> None:
    contoso = Company.objects.get(slug="contoso")
    catalog = Catalog.objects.create(company=contoso, name="Print")
    catalog.items.create(product_id=shop.card_id)
    postcard.branded(company=contoso)
    buyer = shop.as_("buyer@contoso.example")
    story.uploaded(picture(), buyer)
    assert story.fill_in(answers(picture()), buyer)["errors"] == []

    catalog.items.all().delete()
    catalog.delete()
    Company.objects.get(slug="contoso").delete()

    for model in (Picture, PictureUse, BrandRevision, Personalization):
        assert model.objects.count() == 0


def test_rendering_reads_the_pictures_of_one_company_and_of_the_design(
    shop: Shop, story: Story, postcard: Postcard
) -> None:
    design = load(postcard.revision.document)
    story.uploaded(picture())
    story.uploaded(picture(GREEN), shop.as_("buyer@contoso.example"))
    readable = CompanyPictures(shop.company.pk, design)
    assert readable.read(sha256(picture())) == picture()
    assert readable.read(design.images["logo"].sha256)
    for theirs in (picture(GREEN), b"nothing"):
        with pytest.raises(LookupError):
            readable.read(sha256(theirs))
    # A font is no picture, though it is stored beside the design's logo.
    with pytest.raises(LookupError):
        readable.read(design.fonts["regular"].sha256)


def test_card_is_refused_when_its_picture_is_in_colours_that_the_design_refuses(
    story: Story, postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.revised(GRAY, **STRICT)
    story.uploaded(picture())
    story.uploaded(picture(128))
    with unchanged():
        refused = story.fill_in(answers(picture()))
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [
        ("photo", "INVALID")
    ]
    assert story.fill_in(answers(picture(128)))["errors"] == []

"""Pictures of a company: uploaded once, printed by nobody else, refused with a reason."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import graphene
import pytest
from django.utils import timezone
from PIL import Image

from saleor_w2p_plugin import tasks
from saleor_w2p_plugin.models import Company, CompanyMember, Personalization, Picture, PictureUse
from tests.fixtures.postcard import GREEN, RED, Postcard, answers, picture, sha256
from tests.fixtures.story import Story, as_input
from tests.hosts.api import OPERATIONS, Api
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]


def _files(settings: Any) -> list[Path]:
    return list(Path(settings.W2P_PRIVATE_ROOT, "w2p/pictures").glob("*"))


def _refusal(api: Api, content: bytes, **variables: Any) -> list[tuple[str, str]]:
    payload = api.upload(content, **variables)["data"]["w2pPictureUpload"]
    assert payload["picture"] is None
    assert all(error["message"] for error in payload["errors"])
    return [(error["field"], error["code"]) for error in payload["errors"]]


def _fetched(api: Api, url: str) -> Any:
    """Fetch a file to its end, which closes it."""
    response = api.get(url)
    assert response.status_code == 200
    response.fetched = b"".join(response.streaming_content)
    return response


def _company_id(slug: str) -> str:
    return graphene.Node.to_global_id("W2PCompany", Company.objects.get(slug=slug).pk)


def test_picture_is_described_and_shown_when_it_is_uploaded(shop: Shop, story: Story) -> None:
    content = picture(RED, (640, 480), "JPEG")
    found = story.uploaded(content)
    assert {key: value for key, value in found.items() if key not in ("id", "url")} == {
        "digest": sha256(content),
        "format": "JPEG",
        "widthPx": 640,
        "heightPx": 480,
        "size": len(content),
    }
    response = _fetched(story.buyer, found["url"])
    assert response.fetched == content
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Picture.objects.get().uploaded_by.email == "buyer@northwind.example"


def test_picture_is_saved_and_not_shown_when_browsers_cannot_draw_it(story: Story) -> None:
    found = story.uploaded(picture(RED, name="TIFF"))
    response = _fetched(story.buyer, found["url"])
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_picture_is_the_same_when_it_is_uploaded_again(
    shop: Shop, story: Story, settings: Any
) -> None:
    first = story.uploaded(picture())
    again = story.uploaded(picture(), shop.as_("approver"))
    assert again["id"] == first["id"]
    assert Picture.objects.count() == len(_files(settings)) == 1
    other = story.uploaded(picture(), shop.as_("buyer@contoso.example"))
    assert other["digest"] == first["digest"]
    assert other["id"] != first["id"]
    assert Picture.objects.count() == len(_files(settings)) == 2


@pytest.mark.parametrize(
    ("_case", "content"),
    [
        ("nothing", b""),
        ("text", b"This is a picture."),
        ("page", b"<html><script>alert(1)</script></html>"),
        ("vector", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("document", b"%PDF-1.7\n%%EOF\n"),
        ("cut off in its header", picture()[:20]),
        ("cut off in its pixels", picture(name="JPEG")[:-300]),
    ],
)
def test_file_is_refused_when_it_is_not_a_picture(
    _case: str, content: bytes, story: Story, unchanged: Unchanged, settings: Any
) -> None:
    with unchanged():
        assert _refusal(story.buyer, content) == [("file", "INVALID")]
    assert _files(settings) == []


def test_file_is_refused_when_it_is_too_large(
    story: Story, unchanged: Unchanged, settings: Any
) -> None:
    content = picture()
    settings.W2P_PICTURE_BYTES = len(content) - 1
    with unchanged():
        assert _refusal(story.buyer, content) == [("file", "FILE_TOO_LARGE")]
    assert _files(settings) == []
    settings.W2P_PICTURE_BYTES = len(content)
    story.uploaded(content)


@pytest.mark.parametrize("value", [None, "0", "variables.file", 7, "\ud800"])
def test_upload_is_refused_when_no_file_comes_with_it(
    value: Any, story: Story, unchanged: Unchanged
) -> None:
    query = (OPERATIONS / "picture_upload.graphql").read_text()
    with unchanged():
        answer = story.buyer.post(query, {"file": value})
    if answer.get("data"):
        errors = answer["data"]["w2pPictureUpload"]["errors"]
        assert [(error["field"], error["code"]) for error in errors] == [("file", "REQUIRED")]
    else:
        assert answer["errors"][0]["message"]


def test_company_is_asked_for_when_a_person_has_several(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    contoso, buyer = (
        Company.objects.get(slug="contoso"),
        CompanyMember.objects.get(user__email="buyer@northwind.example"),
    )
    with unchanged():
        named = _refusal(story.buyer, picture(), companyId=_company_id("contoso"))
        nonsense = _refusal(story.buyer, picture(), companyId="nonsense")
    assert named == [("companyId", "NOT_A_MEMBER")]
    assert nonsense == [("companyId", "NOT_FOUND")]
    CompanyMember.objects.create(company=contoso, user_id=buyer.user_id)
    with unchanged():
        assert _refusal(story.buyer, picture()) == [("companyId", "COMPANY_REQUIRED")]
    answer = story.buyer.upload(picture(), companyId=_company_id("contoso"))
    assert answer["data"]["w2pPictureUpload"]["errors"] == []
    assert Picture.objects.get().company == contoso


def test_upload_is_refused_when_the_company_is_suspended(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    Company.objects.filter(pk=shop.company.pk).update(is_active=False)
    with unchanged():
        assert _refusal(story.buyer, picture()) == [("companyId", "NOT_A_MEMBER")]


def test_answer_is_refused_alike_when_a_picture_is_anothers_and_when_there_is_none(
    shop: Shop, story: Story, postcard: Postcard, unchanged: Unchanged
) -> None:
    story.uploaded(picture(GREEN), shop.as_("buyer@contoso.example"))
    with unchanged():
        theirs = story.fill_in(answers(picture(GREEN)))["errors"]
        nobodys = story.fill_in(answers(picture(RED)))["errors"]
    assert theirs == nobodys
    assert [(error["field"], error["code"]) for error in theirs] == [("photo", "NOT_FOUND")]


@pytest.mark.parametrize(
    ("_case", "size", "share", "field", "code"),
    [
        ("too few pixels", (199, 400), "", "photo", "RESOLUTION_TOO_LOW"),
        ("too few in print", (210, 210), "#xywh=percent:0,0,10,10", "photo", "RESOLUTION_TOO_LOW"),
        ("share outside", (600, 400), "#xywh=percent:50,0,60,100", "photo", "INVALID"),
        ("no digest", (600, 400), "?", "photo", "INVALID"),
    ],
)
def test_answer_is_refused_when_the_picture_cannot_be_printed_well(
    _case: str,
    size: tuple[int, int],
    share: str,
    field: str,
    code: str,
    story: Story,
    postcard: Postcard,
    unchanged: Unchanged,
) -> None:
    content = picture(RED, size)
    story.uploaded(content)
    with unchanged():
        refused = story.fill_in(answers(content, photo=sha256(content) + share))
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [(field, code)]


def test_picture_of_the_design_needs_no_upload_when_an_answer_names_it(
    story: Story, postcard: Postcard
) -> None:
    logo = postcard.revision.document["images"]["logo"]["sha256"]
    story.personalised(answers(picture(), photo=logo))
    seen = story.buyer.ask("personalization_preview", id=story.personalization)
    found = seen["w2pPersonalization"]
    assert story.buyer.get(found["preview"]["url"]).status_code == 200
    assert [answer["picture"] for answer in found["answers"] if answer["field"] == "photo"] == [
        None
    ]
    assert PictureUse.objects.count() == 0


def test_chosen_picture_is_shown_with_its_answer_when_a_colleague_may_look(
    shop: Shop, story: Story, postcard: Postcard
) -> None:
    uploaded = story.uploaded(picture())
    share = "#xywh=percent:10,0,80,100"
    story.personalised(answers(picture(), photo=uploaded["digest"] + share))
    for person in (story.buyer, shop.as_("approver"), shop.staff()):
        seen = person.ask("personalization_preview", id=story.personalization)
        shown = {a["field"]: a["picture"] for a in seen["w2pPersonalization"]["answers"]}
        assert shown["photo"]["id"] == uploaded["id"]
        assert shown["caption"] is None
        assert _fetched(person, shown["photo"]["url"]).fetched == picture()
    stranger = shop.as_("buyer@contoso.example")
    seen = stranger.ask("personalization_preview", id=story.personalization)
    assert seen["w2pPersonalization"] is None


def test_address_works_for_a_while_and_for_its_kind_only(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = story.uploaded(picture())["url"]
    later = timezone.now() + timedelta(days=1)
    with monkeypatch.context() as clock:
        clock.setattr("saleor_w2p_plugin.host.links.timezone.now", lambda: later)
        assert story.buyer.get(url).status_code == 410
    assert story.buyer.get(url[:-1] + ("A" if url[-1] != "A" else "B")).status_code == 404
    for kind in ("files", "previews", "proofs"):
        assert story.buyer.get(url.replace("/pictures/", f"/{kind}/")).status_code == 404
    Picture.objects.all().delete()
    assert story.buyer.get(url).status_code == 410


def test_preview_is_in_the_format_that_was_asked_for(story: Story, postcard: Postcard) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture()))
    for asked, name in ((None, "JPEG"), ("JPEG", "JPEG"), ("WEBP", "WEBP"), ("PNG", "PNG")):
        for operation, kind in (
            ("personalization_preview", "preview"),
            ("personalization_proof", "proof"),
        ):
            variables = {"id": story.personalization} | ({"format": asked} if asked else {})
            found = story.buyer.ask(operation, **variables)["w2pPersonalization"][kind]
            response = story.buyer.get(found["url"])
            assert response["Content-Type"] == f"image/{name.lower()}"
            assert Image.open(io.BytesIO(response.content)).format == name


def test_proof_is_refused_when_it_could_be_printed_from(story: Story, postcard: Postcard) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture()))
    allowed = story.buyer.ask("personalization_proof", id=story.personalization, dpi=150)
    assert allowed["w2pPersonalization"]["proof"]["url"]
    refused = story.buyer.answer("personalization_proof", id=story.personalization, dpi=151)
    assert "150" in refused["errors"][0]["message"]
    preview = story.buyer.ask("personalization_preview", id=story.personalization, dpi=151)
    assert preview["w2pPersonalization"]["preview"]["url"]


def test_picture_is_kept_while_something_prints_it_and_removed_when_nothing_does(
    story: Story, postcard: Postcard, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    used, unused, fresh = picture(RED), picture(GREEN), picture((1, 2, 3))
    for content in (used, unused):
        story.uploaded(content)
    story.personalised(answers(used))
    Picture.objects.update(uploaded_at=timezone.now() - timedelta(days=91))
    story.uploaded(fresh)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tidy_up()
    left = set(Picture.objects.values_list("sha256", flat=True))
    assert left == {sha256(used), sha256(fresh)}
    assert len(_files(settings)) == 2

    # Its last use is gone, and nobody has uploaded it again.
    story.uploaded(unused)
    changed = story.update(photo=sha256(unused))
    assert changed["errors"] == []
    settings.W2P_PICTURE_DAYS = 30
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tidy_up()
    left = set(Picture.objects.values_list("sha256", flat=True))
    assert left == {sha256(unused), sha256(fresh)}


def test_picture_stays_when_it_is_uploaded_again_before_it_is_removed(
    story: Story, shop: Shop
) -> None:
    story.uploaded(picture())
    Picture.objects.update(uploaded_at=timezone.now() - timedelta(days=91))
    story.uploaded(picture())
    tasks.tidy_up()
    assert Picture.objects.count() == 1


def test_uses_are_those_of_the_stored_answers_when_they_change(
    story: Story, postcard: Postcard, unchanged: Unchanged
) -> None:
    for content in (picture(RED), picture(GREEN)):
        story.uploaded(content)
    story.personalised(answers(picture(RED)))
    before = Personalization.objects.get().fingerprint
    with unchanged():
        refused = story.update(photo=sha256(b"nothing"))
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("photo", "NOT_FOUND")]
    assert story.update(photo=sha256(picture(GREEN)))["errors"] == []
    assert PictureUse.objects.get().picture.sha256 == sha256(picture(GREEN))
    assert Personalization.objects.get().fingerprint != before


def test_answers_of_every_kind_are_read_when_they_are_as_the_form_says(
    shop: Shop, story: Story, postcard: Postcard, unchanged: Unchanged
) -> None:
    story.uploaded(picture())
    given = answers(
        picture(), copies="012", day="2026-03-01", glossy="TRUE", coating="Silk", caption=""
    )
    created = story.fill_in(given)
    assert created["errors"] == []
    stored = {a["field"]: a["value"] for a in created["personalization"]["answers"]}
    assert stored == {**given, "copies": "12", "glossy": "true"}
    wrong = {"copies": "101", "day": "1st of May", "accent": "ink", "coating": "", "glossy": "true"}
    with unchanged():
        refused = story.fill_in(answers(picture(), **wrong))["errors"]
    assert {(error["field"], error["code"]) for error in refused} == {
        ("copies", "TOO_LARGE"),
        ("day", "INVALID"),
        ("accent", "NOT_A_CHOICE"),
        ("coating", "REQUIRED"),
    }


def test_form_says_what_each_kind_of_field_takes(
    shop: Shop, story: Story, postcard: Postcard
) -> None:
    product = story.buyer.ask("product_design", slug="business-card", channel=shop.channel)
    design = product["product"]["w2pDesign"]
    fields = {field["name"]: field for field in design["fields"]}
    assert {name: field["kind"] for name, field in fields.items()} == {
        "photo": "IMAGE",
        "caption": "TEXT",
        "accent": "COLOUR",
        "copies": "NUMBER",
        "day": "DATE",
        "glossy": "BOOLEAN",
        "coating": "TEXT",
    }
    assert fields["photo"]["minPx"] == 200
    copies = fields["copies"]
    assert (copies["minimum"], copies["maximum"], copies["decimals"]) == ("1", "100", 0)
    assert fields["accent"]["choices"] == [{"value": "main", "label": "main", "colour": "#009fe3"}]
    coating = fields["coating"]
    assert json.loads(coating["visibleWhen"]) == {"field": "glossy", "equals": "true"}
    assert json.loads(coating["requiredWhen"]) == {"field": "copies", "more_than": "10"}
    assert (coating["required"], fields["photo"]["required"]) == (False, True)
    assert fields["caption"]["visibleWhen"] is None


def test_picture_is_found_when_its_digest_is_in_capitals(story: Story, postcard: Postcard) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture()))
    again = story.buyer.ask(
        "personalization_update",
        id=story.personalization,
        input={"answers": as_input({"photo": sha256(picture()).upper()})},
    )["w2pPersonalizationUpdate"]
    assert again["errors"] == []
    assert PictureUse.objects.count() == 1

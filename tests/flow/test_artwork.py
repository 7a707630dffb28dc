"""A printer's PDF with a form, from its upload to the press file and through a new revision of it,
by GraphQL alone."""

from __future__ import annotations

import io
from typing import Any

import graphene
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, String

from saleor_w2p_plugin.personalization.presses import publish_press
from saleor_w2p_plugin.rendering import MemoryAssets
from tests.fixtures.story import Story
from tests.hosts.shop import CARD, Shop
from tests.prepress.importing.forms import FONTS, Form

pytestmark = pytest.mark.django_db

DA = "/Noto 9 Tf 0 g"


def _card(longest: int = 40, extra: str | None = None) -> bytes:
    """Return a card with a form: a name, and another field where one is named."""
    form = Form(content=b"0 1 1 0 k 0 0 60 200 re f")
    form.field("full_name", (30, 10, 50, 8), DA=DA, MaxLen=longest)
    if extra:
        form.field(extra, (30, 30, 50, 8), DA=DA)
    return form.bytes()


def _import(shop: Shop, pdf: bytes, **given: Any) -> dict[str, Any]:
    paths = ["variables.input.file", "variables.input.fonts.0", "variables.input.fonts.1"]
    parts = [SimpleUploadedFile(f"{at}", content) for at, content in enumerate((pdf, *FONTS))]
    answer = shop.staff().send_files(
        "artwork_import",
        {"input": {"file": None, "fonts": [None, None], "name": "Card by upload", **given}},
        dict(zip(paths, parts, strict=True)),
    )
    return answer["data"]["w2pArtworkImport"]


def _kept(payload: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    return {(each["field"], each["change"], each["property"]) for each in payload["differences"]}


def test_printers_pdf_goes_from_upload_to_plate(shop: Shop, story: Story) -> None:
    product = graphene.Node.to_global_id("Product", shop.card_id)
    first = _import(shop, _card(), productId=product)
    assert first["errors"] == []
    policy = {"id": first["design"]["id"], "onNewRevision": "CONVERT"}
    assert shop.staff().ask("design_update", **policy)["w2pDesignUpdate"]["errors"] == []

    form = story.buyer.ask("product_design", slug=CARD, channel=shop.channel)["product"]
    assert [field["name"] for field in form["w2pDesign"]["fields"]] == ["full_name"]
    story.personalised({"full_name": "Nancy Davolio"}).in_cart().bound().submitted().approved()

    second = _import(shop, _card(extra="title"))
    assert (second["errors"], second["design"]["revision"]) == ([], 2)
    assert _kept(second) == {("title", "ADDED", None)}
    assert story.blockers() == ["REVISION_CHANGED"]
    converted = story.convert()
    assert (converted["errors"], _kept(converted)) == ([], {("title", "ADDED", None)})
    assert story.blockers() == ["APPROVAL_STALE"]
    story.submitted().approved().ordered().confirmed()

    ticket = story.files(story.buyer)["lines"][0]["w2pJobTicket"]
    assert (ticket["status"], ticket["message"]) == ("READY", "")
    response = story.buyer.get(ticket["artifact"]["url"])
    page = pypdfium2.PdfDocument(io.BytesIO(b"".join(response.streaming_content)))[0]
    assert "Nancy Davolio" in page.get_textpage().get_text_range()

    # Ordered again, once the form leaves less room for a name.
    third = _import(shop, _card(longest=8, extra="title"))
    assert (third["errors"], third["design"]["revision"]) == ([], 3)
    refused = story.reorder()
    assert [(each["field"], each["code"]) for each in refused["errors"]] == [
        ("full_name", "TOO_LONG")
    ]


def test_scripted_pdf_is_taken_without_its_scripts_when_that_is_asked_for(shop: Shop) -> None:
    form = Form()
    form.field("full_name", DA=DA)
    form.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    refused = _import(shop, form.bytes())
    assert [(each["field"], each["code"]) for each in refused["errors"]] == [
        ("file", "ARTWORK_INVALID")
    ]
    assert "drop-scripts" in refused["errors"][0]["message"]
    taken = _import(shop, form.bytes(), fixes=["drop-scripts"])
    assert taken["errors"] == []
    assert "drop-scripts" in {each["fix"] for each in taken["findings"]}


def test_blocking_finding_refuses_the_file_unless_the_policy_turns_its_rule_off(
    shop: Shop, unchanged: Any
) -> None:
    form = Form(content=b"q 200 0 0 200 20 20 cm /Im Do Q")
    # 9 pixels over 70 mm: anybody sees them.
    coarse = {"Width": 9, "Height": 9, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    image = form.pdf.make_stream(bytes(81), Type=Name.XObject, Subtype=Name.Image, **coarse)
    form.page().Resources = Dictionary(XObject=Dictionary(Im=image))
    with unchanged():
        refused = _import(shop, form.bytes())
    assert [(each["field"], each["code"]) for each in refused["errors"]] == [
        ("file", "ARTWORK_INVALID")
    ]
    (blocking,) = [each for each in refused["findings"] if each["severity"] == "BLOCK"]
    assert (blocking["rule"], blocking["page"]) == ("picture-resolution", 1)
    assert blocking["area"]["rightPt"] - blocking["area"]["leftPt"] == pytest.approx(200, abs=1)

    off = {"picture-resolution": {"severity": "off"}}
    publish_press({"version": 1, "name": "Anything", "rules": off}, MemoryAssets.of([]))
    taken = _import(shop, form.bytes(), pressName="Anything")
    assert taken["errors"] == []
    assert "BLOCK" not in {each["severity"] for each in taken["findings"]}

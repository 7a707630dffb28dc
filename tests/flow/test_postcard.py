"""One postcard with a picture of its own, from the upload to the press file, by GraphQL alone."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.fixtures.postcard import GREEN, Postcard, answers, picture
from tests.fixtures.story import Story
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

DPI = 100
PHOTO_MM, PAPER_MM = (25, 30), (55, 30)


def test_picture_goes_from_upload_to_plate(shop: Shop, postcard: Postcard, story: Story) -> None:
    # Left half red, right half green; the answer shows the right half.
    both = Image.open(io.BytesIO(picture(size=(800, 400))))
    both.paste(GREEN, (400, 0, 800, 400))
    saved = io.BytesIO()
    both.save(saved, "PNG")
    photo = saved.getvalue()
    digest = story.uploaded(photo)["digest"]

    story.personalised(answers(photo, photo=f"{digest}#xywh=percent:50,0,50,100"))
    preview = _image(story, "personalization_preview", "preview")
    assert _is_green(preview, PHOTO_MM)
    assert preview.getpixel(_at(PAPER_MM)) == (255, 255, 255)

    story.in_cart().bound().submitted()
    approver = shop.as_("approver")
    (request,) = approver.ask("approval_inbox")["w2pApprovalInbox"]["edges"]
    shown = request["node"]["lines"][0]["personalization"]
    assert {"field": "photo", "value": f"{digest}#xywh=percent:50,0,50,100"} in shown["answers"]
    story.approved().ordered().confirmed()

    line = story.files(story.buyer)["lines"][0]
    assert (line["w2pJobTicket"]["status"], line["w2pJobTicket"]["message"]) == ("READY", "")
    response = story.buyer.get(line["w2pJobTicket"]["artifact"]["url"])
    content = b"".join(response.streaming_content)
    page = pypdfium2.PdfDocument(content)[0].render(scale=DPI / 72).to_pil().convert("RGB")
    assert _is_green(page, PHOTO_MM)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        pictures = [found for found in streams if found.get("/Subtype") == "/Image"]
        assert [found.ColorSpace for found in pictures] == ["/DeviceCMYK"] * 2


def _image(story: Story, operation: str, kind: str) -> Image.Image:
    found = story.buyer.ask(operation, id=story.personalization, dpi=DPI, format="PNG")
    content = story.buyer.get(found["w2pPersonalization"][kind]["url"]).content
    return Image.open(io.BytesIO(content)).convert("RGB")


def _at(place_mm: tuple[int, int]) -> tuple[int, int]:
    return round(place_mm[0] / 25.4 * DPI), round(place_mm[1] / 25.4 * DPI)


def _is_green(image: Image.Image, place_mm: tuple[int, int]) -> bool:
    red, green, blue = image.getpixel(_at(place_mm))
    return green > 100 and red < 100 and blue < 120

"""Designs are published whole or not at all, and what is published never changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from saleor_w2p_plugin.errors import Code, W2PError
from saleor_w2p_plugin.models import Design, DesignAsset, DesignRevision, PrintProduct
from saleor_w2p_plugin.personalization import publish as publishing
from saleor_w2p_plugin.personalization.publish import publish, publish_folder
from saleor_w2p_plugin.rendering import MemoryAssets
from tests.fixtures.story import Story
from tests.golden.card import FILES, art, raw_card, text_frame
from tests.hosts.shop import CARD, Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]
SOURCE = Path(__file__).parents[2] / "sandbox" / "fixtures" / "business_card"


@pytest.fixture
def design(tmp_path: Path) -> Path:
    """Return a copy of the demo design that a test may spoil."""
    folder = tmp_path / "design"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("source", "answers"))
    return folder / "design.json"


def _change(design: Path, **values: Any) -> None:
    design.write_text(json.dumps({**json.loads(design.read_text()), **values}))


def test_same_content_is_the_same_revision_when_it_is_published_again(
    shop: Shop, design: Path, unchanged: Unchanged
) -> None:
    first = DesignRevision.objects.get()
    with unchanged():
        assert publish_folder(design).pk == first.pk


def test_new_content_is_a_new_revision_and_old_answers_keep_theirs(
    shop: Shop, story: Story, design: Path
) -> None:
    story.personalised()
    raw = json.loads(design.read_text())
    raw["fields"][0]["label"] = "Full name"
    _change(design, fields=raw["fields"])
    assert publish_folder(design).number == 2
    assert Design.objects.count() == 1
    seen = story.buyer.ask("product_design", slug=CARD, channel=shop.channel)["product"]
    assert seen["w2pDesign"]["revision"] == 2
    query = "query ($id: ID!) { w2pPersonalization(id: $id) { design { revision } } }"
    kept = story.buyer.post(query, {"id": story.personalization})["data"]["w2pPersonalization"]
    assert kept["design"]["revision"] == 1


def test_earlier_content_is_current_again_when_it_is_published_again(
    shop: Shop, story: Story, design: Path
) -> None:
    original = json.loads(design.read_text())
    changed = json.loads(design.read_text())["fields"]
    changed[0]["label"] = "Full name"
    _change(design, fields=changed)
    assert publish_folder(design).number == 2
    _change(design, **original)
    assert publish_folder(design).number == 1
    seen = story.buyer.ask("product_design", slug=CARD, channel=shop.channel)["product"]
    assert seen["w2pDesign"]["revision"] == 1


@pytest.mark.parametrize(("one", "other"), [("名片", "信封"), ("Card A/B", "Card AB")])
def test_designs_stay_apart_when_their_names_look_alike(
    one: str, other: str, design: Path, db: None
) -> None:
    for name in (one, other):
        _change(design, name=name)
        assert publish_folder(design).number == 1
    assert set(Design.objects.values_list("name", flat=True)) == {one, other}


@pytest.mark.parametrize(
    ("_case", "spoil", "code"),
    [
        ("not JSON", lambda design: design.write_text("{"), Code.DESIGN_INVALID),
        ("no pages", lambda design: _change(design, pages=[]), Code.DESIGN_INVALID),
        (
            "font of other content",
            lambda design: (design.parent / "fonts/NotoSans-Bold.ttf").write_bytes(b"no font"),
            Code.DESIGN_INVALID,
        ),
        (
            "missing artwork",
            lambda design: (design.parent / "artwork/card.pdf").unlink(),
            Code.DESIGN_INVALID,
        ),
    ],
)
def test_design_is_refused_when_it_cannot_be_printed(
    _case: str,
    spoil: Callable[[Path], Any],
    code: Code,
    design: Path,
    unchanged: Unchanged,
    db: None,
) -> None:
    spoil(design)
    with unchanged(), pytest.raises(W2PError) as refused:
        publish_folder(design)
    assert {problem.code for problem in refused.value.problems} == {code}


def test_command_publishes_and_attaches_the_design(shop: Shop, design: Path) -> None:
    PrintProduct.objects.all().delete()
    said = StringIO()
    call_command("w2p_design_publish", str(design), product=CARD, stdout=said)
    assert "revision 1" in said.getvalue()
    assert PrintProduct.objects.get().product_id == shop.card_id


def test_command_names_the_path_when_a_design_is_wrong(design: Path, db: None) -> None:
    raw = json.loads(design.read_text())
    raw["pages"][0]["frames"][0]["size_pt"] = -3
    _change(design, pages=raw["pages"])
    with pytest.raises(CommandError, match=r"pages\[0\]\.frames\[0\]\.size_pt"):
        call_command("w2p_design_publish", str(design), stdout=StringIO())
    assert DesignAsset.objects.count() == 0


def test_command_refuses_when_there_is_no_such_product(design: Path, shop: Shop) -> None:
    with pytest.raises(CommandError, match="no product"):
        call_command("w2p_design_publish", str(design), product="nothing", stdout=StringIO())


def test_demo_is_the_same_when_it_is_opened_twice(
    shop: Shop, design: Path, unchanged: Unchanged
) -> None:
    said = StringIO()
    with unchanged():
        call_command("w2p_demo", str(design), product=CARD, stdout=said)
    assert "buyer@northwind.example" in said.getvalue()


def _endless(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Fill patterns with patterns: a few hundred bytes, and 12 to the power of 9 squares."""
    array, name = pikepdf.Array, pikepdf.Name
    kind = {"Type": name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1}
    cell = {**kind, "BBox": array([0, 0, 100, 100]), "XStep": 100, "YStep": 100}
    content, resources = b"0 0 0 1 k 0 0 1 1 re f", pikepdf.Dictionary()
    for _ in range(9):
        inner = pdf.make_stream(content, Resources=resources, **cell)
        resources = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(P=inner))
        content = b"/Pattern cs " + b"/P scn 0 0 100 100 re f " * 12
    page.obj.Resources = resources


@pytest.mark.parametrize("place", ["behind", "framed"])
def test_design_is_refused_when_its_artwork_would_be_drawn_for_ever(
    place: str, unchanged: Unchanged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_DRAWING_SECONDS", 0.5)
    artwork = art(b"/Pattern cs /P scn 0 0 300 200 re f", _endless)
    raw = raw_card(text_frame(content="A", fonts=["regular"]), artwork=artwork)
    if place == "framed":
        (page,) = raw["pages"]
        drawn = {"kind": "art", "artwork": page.pop("artwork")["name"], "page": 1}
        over = {"name": "over", "x_mm": 0, "y_mm": 0, "width_mm": 85, "height_mm": 55, **drawn}
        page["frames"].append({**over, "visible": {"field": "full_name", "is": "empty"}})
    assets = MemoryAssets.of([*(path.read_bytes() for path in FILES.values()), artwork])
    with unchanged(), pytest.raises(W2PError, match="longer") as refused:
        publish(raw, assets)
    assert [(it.code, it.field) for it in refused.value.problems] == [
        (Code.ARTWORK_INVALID, "artwork")
    ]

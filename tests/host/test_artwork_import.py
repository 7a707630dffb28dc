"""A printer's file becomes a revision of a design, or nothing changes and it says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import graphene
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saleor_w2p_plugin.design.press import DEFAULT, Press
from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.models import Design, DesignRevision, PrintProduct
from saleor_w2p_plugin.personalization import artwork
from saleor_w2p_plugin.personalization.presses import publish_press
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.importing import Imported, inspecting
from saleor_w2p_plugin.prepress.preflight import Finding, Report, Severity
from saleor_w2p_plugin.rendering import MemoryAssets
from tests.fixtures.postcard import FILES, LOGO, Postcard, document
from tests.hosts.api import Api
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]

NOTE = Finding("fix-applied", Severity.INFO, 1, "Scripts are left out.", fix="drop-scripts")
COARSE = Finding("picture-resolution", Severity.WARN, 1, "180 ppi.", Rect(1, 2, 3, 4))
LOOSE = Finding("fonts-embedded", Severity.BLOCK, 2, "Lato is not embedded.")
PDF = b"%PDF-1.6 supplied"
ART = b"%PDF-1.6 with its form taken out"


@dataclass
class Prepress:
    """What stands in for reading the file: what it finds, and what it was asked."""

    document: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = (NOTE,)
    report: Report = field(default_factory=lambda: Report((COARSE,)))
    refusal: ArtworkInvalid | None = None
    asked: list[Any] = field(default_factory=list)

    def import_artwork(self, data: bytes, *, name: str, **how: Any) -> Imported:
        self.asked.append((data, name, how))
        if self.refusal:
            raise self.refusal
        files = {"fonts/regular.ttf": FILES[0], "images/logo.png": LOGO, "artwork/art.pdf": ART}
        return Imported(document(name=name, **self.document), files, self.findings)

    def inspect_file(self, pdf: bytes, *, press: Press, profile: bytes | None) -> Report:
        self.asked.append((pdf, press, profile))
        return self.report


@pytest.fixture
def prepress(monkeypatch: pytest.MonkeyPatch) -> Prepress:
    """Put the stand-in in the place of prepress."""
    stand_in = Prepress()
    monkeypatch.setattr(artwork, "import_artwork", stand_in.import_artwork)
    monkeypatch.setattr(inspecting, "inspect_file", stand_in.inspect_file)
    return stand_in


def _send(person: Api, content: bytes = PDF, fonts: tuple[bytes, ...] = (), **given: Any) -> Any:
    return person.send_files(
        "artwork_import",
        {"input": {"file": None, "fonts": [None] * len(fonts), **given}},
        {
            "variables.input.file": SimpleUploadedFile("Spring card.pdf", content),
            **{
                f"variables.input.fonts.{at}": SimpleUploadedFile(f"{at}.ttf", font)
                for at, font in enumerate(fonts)
            },
        },
    )


def _import(person: Api, *args: Any, **given: Any) -> dict[str, Any]:
    answer = _send(person, *args, **given)
    assert "errors" not in answer, json.dumps(answer)
    return answer["data"]["w2pArtworkImport"]


def _errors(payload: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in payload["errors"]]


def _product(key: int) -> str:
    return graphene.Node.to_global_id("Product", key)


def test_file_becomes_a_design_with_all_that_was_found(shop: Shop, prepress: Prepress) -> None:
    done = _import(shop.staff())
    assert done["errors"] == []
    made = DesignRevision.objects.get(design__name="Spring card")
    assert done["design"]["id"] == graphene.Node.to_global_id("W2PDesign", made.design_id)
    assert (done["design"]["name"], done["design"]["revision"]) == ("Spring card", 1)
    assert [page["widthMm"] for page in done["design"]["pages"]] == [100, 100]
    assert [(each["rule"], each["severity"]) for each in done["findings"]] == [
        ("fix-applied", "INFO"),
        ("picture-resolution", "WARN"),
    ]
    assert done["findings"][0]["fix"] == "drop-scripts"
    assert done["findings"][1]["area"] == {"leftPt": 1, "bottomPt": 2, "rightPt": 3, "topPt": 4}
    assert {each["change"] for each in done["differences"]} == {"ADDED"}
    # What is printed is inspected, not what has a form in it.
    assert prepress.asked[1] == (ART, DEFAULT, None)


def test_wishes_reach_prepress(shop: Shop, prepress: Prepress) -> None:
    fonts = (b"one font", b"another")
    size = {"widthMm": 85.0, "heightMm": 55.0, "bleedMm": 3.0}
    _import(shop.staff(), PDF, fonts, name=" Card ", fixes=["drop-scripts"], **size)
    assert prepress.asked[0] == (
        PDF,
        "Card",
        {
            "fonts": list(fonts),
            "press": DEFAULT,
            "profile": None,
            "fixes": frozenset({"drop-scripts"}),
            "size_mm": (85.0, 55.0),
            "bleed_mm": 3.0,
        },
    )


def test_file_for_a_design_that_there_is_becomes_its_next_revision(
    shop: Shop, postcard: Postcard, prepress: Prepress
) -> None:
    fields = [each for each in document()["fields"] if each["name"] != "day"]
    fields[1] |= {"max_length": 60}
    prepress.document = {"fields": [*fields, {"name": "place", "label": "Place", "kind": "text"}]}
    done = _import(shop.staff(), name="Postcard")
    assert (done["errors"], done["design"]["revision"]) == ([], 2)
    assert Design.objects.get(name="Postcard").current.number == 2
    found = {each["field"]: each for each in done["differences"]}
    assert {name: each["change"] for name, each in found.items()} == {
        "caption": "CHANGED",
        "day": "REMOVED",
        "place": "ADDED",
    }
    changed = found["caption"]
    assert (changed["property"], changed["old"], changed["new"]) == ("max_length", "40", "60")
    # The same again changes nothing more.
    again = _import(shop.staff(), name="Postcard")
    assert (again["design"]["revision"], again["differences"]) == (2, [])


def test_product_is_printed_from_it(shop: Shop, postcard: Postcard, prepress: Prepress) -> None:
    postcard.printed_as("single")
    staff = shop.staff()
    assert _import(staff, name="Postcard", productId=_product(shop.card_id))["errors"] == []
    assert PrintProduct.objects.get().output == "single"
    assert _import(staff, name="Other", productId=_product(shop.card_id))["errors"] == []
    printed = PrintProduct.objects.get()
    assert (printed.design.name, printed.output) == ("Other", "")


def test_policy_is_the_named_one_or_that_of_the_product_or_of_the_design(
    shop: Shop, postcard: Postcard, prepress: Prepress
) -> None:
    staff, product = shop.staff(), _product(shop.card_id)
    strict = {"version": 1, "name": "Strict", "trim_box": "needed"}
    publish_press(strict, MemoryAssets.of([]))
    loose = {"version": 1, "name": "Loose", "intent": "perceptual"}
    publish_press(loose, MemoryAssets.of([]), [shop.card_id])

    def policies(**given: Any) -> set[str]:
        prepress.asked.clear()
        assert _import(staff, **given)["errors"] == []
        (_data, _name, how), (_pdf, press, _profile) = prepress.asked
        return {how["press"].name, press.name}

    assert policies() == {DEFAULT.name}
    assert policies(name="Postcard") == {"Loose"}
    assert policies(name="Other", productId=product) == {"Loose"}
    assert policies(name="Postcard", productId=product, pressName="Strict") == {"Strict"}
    assert PrintProduct.objects.get().press.name == "Strict"


def test_file_is_refused_when_its_policy_is_published_anew_while_it_is_read(
    shop: Shop, postcard: Postcard, prepress: Prepress, monkeypatch: pytest.MonkeyPatch
) -> None:
    loose = {"version": 1, "name": "Loose", "intent": "perceptual"}
    publish_press(loose, MemoryAssets.of([]), [shop.card_id])

    def meanwhile(*args: Any, **how: Any) -> Imported:
        publish_press({**loose, "trim_box": "needed"}, MemoryAssets.of([]))
        return prepress.import_artwork(*args, **how)

    monkeypatch.setattr(artwork, "import_artwork", meanwhile)
    refused = _import(shop.staff(), name="Postcard", productId=_product(shop.card_id))
    assert _errors(refused) == [("pressName", "STALE")]
    assert Design.objects.get(name="Postcard").current.number == 1


def test_blocking_finding_refuses_the_file_and_tells_all_findings(
    shop: Shop, postcard: Postcard, prepress: Prepress, unchanged: Unchanged
) -> None:
    prepress.report = Report((COARSE, LOOSE))
    staff = shop.staff()
    with unchanged():
        refused = _import(staff, name="Postcard", productId=_product(shop.card_id))
    assert (refused["design"], refused["differences"]) == (None, [])
    assert refused["errors"] == [
        {
            "field": "file",
            "message": "fonts-embedded: page 2: Lato is not embedded.",
            "code": "ARTWORK_INVALID",
        }
    ]
    rules = [each["rule"] for each in refused["findings"]]
    assert rules == ["fix-applied", "picture-resolution", "fonts-embedded"]


def test_file_that_cannot_be_taken_is_refused_with_its_place(
    shop: Shop, prepress: Prepress, unchanged: Unchanged
) -> None:
    prepress.refusal = ArtworkInvalid(
        W2PProblem(Code.ARTWORK_INVALID, "The file is encrypted.", "artwork"),
        W2PProblem(Code.ARTWORK_INVALID, "No such font.", "artwork.fields.name"),
        W2PProblem(Code.INVALID, "There is no such fix.", "fixes"),
    )
    staff = shop.staff()
    with unchanged():
        refused = _import(staff)
    assert _errors(refused) == [
        ("file", "ARTWORK_INVALID"),
        ("artwork.fields.name", "ARTWORK_INVALID"),
        ("fixes", "INVALID"),
    ]
    assert refused["findings"] == []


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"productId": _product(999_999)}, [("productId", "NOT_FOUND")]),
        ({"productId": "nonsense"}, [("productId", "NOT_FOUND")]),
        ({"pressName": "Nobody's"}, [("pressName", "NOT_FOUND")]),
        ({"name": "x" * 201}, [("name", "TOO_LONG")]),
        ({"name": "a\x00b"}, [("name", "INVALID")]),
        ({"widthMm": 85.0}, [("widthMm", "INVALID")]),
        ({"widthMm": 85.0, "heightMm": -1.0}, [("widthMm", "INVALID")]),
    ],
)
def test_wish_is_refused_when_it_makes_no_sense(
    given: dict[str, Any],
    errors: list[tuple[str, str]],
    shop: Shop,
    prepress: Prepress,
    unchanged: Unchanged,
) -> None:
    staff = shop.staff()
    with unchanged():
        refused = _import(staff, **given)
    assert (_errors(refused), prepress.asked) == (errors, [])


def test_file_is_refused_when_it_is_missing_or_too_large(
    shop: Shop, prepress: Prepress, unchanged: Unchanged, settings: Any
) -> None:
    staff = shop.staff()
    with unchanged():
        answer = staff.answer("artwork_import", input={"file": "0"})
        assert _errors(answer["data"]["w2pArtworkImport"]) == [("file", "REQUIRED")]
        assert _errors(_import(staff, PDF, (b"font",) * 51)) == [("fonts", "INVALID")]
    settings.W2P_ARTWORK_BYTES = len(PDF) - 1
    with unchanged():
        assert _errors(_import(staff)) == [("file", "FILE_TOO_LARGE")]
    settings.W2P_ARTWORK_BYTES = len(PDF)
    with unchanged():
        for fonts in ((b"f" * (len(PDF) + 1),), (b"f" * len(PDF), b"f")):
            assert _errors(_import(staff, PDF, fonts)) == [("fonts", "FILE_TOO_LARGE")]
    assert prepress.asked == []


def test_design_is_refused_when_a_product_needs_more_of_it(
    shop: Shop, postcard: Postcard, prepress: Prepress, unchanged: Unchanged
) -> None:
    postcard.printed_as("single")
    prepress.document = {"outputs": {}}
    staff = shop.staff()
    with unchanged():
        refused = _import(staff, name="Postcard")
    assert _errors(refused) == [("output", "NOT_FOUND")]

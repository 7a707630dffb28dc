"""Brands are published whole or not at all, and only where everything still prints in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from saleor_w2p_plugin.errors import Code, W2PError
from saleor_w2p_plugin.models import BrandRevision, Company, DesignAsset, PrintProduct
from tests.fixtures.postcard import (
    FILES,
    GRAY,
    GREEN,
    RED,
    STRICT,
    Postcard,
    asset,
    document,
    picture,
    profile,
)
from tests.hosts.shop import CARD, Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]
LOGO = picture(GREEN, (120, 120))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a brand with its logo on disk, which a test may spoil."""
    (tmp_path / "logo.png").write_bytes(LOGO)
    brand = tmp_path / "brand.json"
    brand.write_text(json.dumps(profile(images={"logo": asset("logo.png", LOGO)})))
    return brand


def _publish(brand: Path, company: str = "northwind") -> str:
    said = StringIO()
    call_command("w2p_brand_publish", str(brand), company=company, stdout=said)
    return said.getvalue()


def test_command_publishes_a_brand_with_its_files(
    shop: Shop, postcard: Postcard, folder: Path
) -> None:
    assert "Northwind Traders: brand 1, " in _publish(folder)
    revision = BrandRevision.objects.get()
    assert Company.objects.get(slug="northwind").brand == revision
    with DesignAsset.objects.get(pk=asset("logo.png", LOGO)["sha256"]).file.open() as stored:
        assert stored.read() == LOGO


def test_same_brand_is_the_same_revision_when_it_is_published_again(
    postcard: Postcard, folder: Path, unchanged: Unchanged
) -> None:
    _publish(folder)
    with unchanged():
        _publish(folder)
    other = postcard.branded(name="Northwind in spring")
    assert other.number == 2
    _publish(folder)
    assert Company.objects.get(slug="northwind").brand.number == 1
    assert BrandRevision.objects.count() == 2


def test_companies_have_brands_of_their_own_when_the_content_is_the_same(
    postcard: Postcard,
) -> None:
    contoso = Company.objects.get(slug="contoso")
    one, two = postcard.branded(), postcard.branded(company=contoso)
    assert (one.digest, one.number) == (two.digest, two.number)
    assert one.pk != two.pk
    contoso.refresh_from_db()
    assert contoso.brand == two


@pytest.mark.parametrize(
    ("_case", "spoil", "says"),
    [
        ("not JSON", lambda brand: brand.write_text("{"), "cannot be read"),
        ("not there", lambda brand: brand.unlink(), "cannot be read"),
        ("unknown key", lambda brand: brand.write_text('{"version": 1, "logo": 1}'), "Missing"),
        ("no logo", lambda brand: (brand.parent / "logo.png").unlink(), "images.logo"),
        (
            "logo of other content",
            lambda brand: (brand.parent / "logo.png").write_bytes(picture(RED)),
            "images.logo",
        ),
    ],
)
def test_brand_is_refused_when_its_files_are_not_what_it_says(
    _case: str,
    spoil: Callable[[Path], Any],
    says: str,
    postcard: Postcard,
    folder: Path,
    unchanged: Unchanged,
) -> None:
    spoil(folder)
    with unchanged(), pytest.raises(CommandError, match=says):
        _publish(folder)


@pytest.mark.parametrize(
    ("group", "name"), [("fonts", "headline.ttf"), ("images", "logo.png"), ("artwork", "mark.pdf")]
)
def test_brand_is_refused_when_a_file_of_its_own_cannot_be_printed(
    group: str, name: str, postcard: Postcard, unchanged: Unchanged
) -> None:
    # No design asks for this slot.
    broken = b"This is neither a font nor a picture nor a page."
    with unchanged(), pytest.raises(W2PError):
        postcard.branded(broken, **{group: {"unused": asset(name, broken)}})


def test_brand_is_refused_when_a_design_that_the_company_buys_cannot_be_printed_in_it(
    shop: Shop, postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.revised(GRAY, **STRICT)
    colours = {"primary": {"rgb": [1, 0, 0]}}
    with unchanged(), pytest.raises(W2PError, match="“Postcard” in the brand “Northwind”") as no:
        postcard.branded(colours=colours)
    assert {problem.code for problem in no.value.problems} == {Code.DESIGN_INVALID}
    # Contoso does not buy it, and may have any brand.
    contoso = Company.objects.get(slug="contoso")
    assert postcard.branded(colours=colours, company=contoso).number == 1


def test_design_is_refused_when_it_cannot_be_printed_in_the_brand_of_a_company_that_buys_it(
    shop: Shop, postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.branded(colours={"primary": {"rgb": [1, 0, 0]}})
    with unchanged(), pytest.raises(W2PError, match="“Postcard” in the brand “Northwind”"):
        postcard.revised(GRAY, **STRICT)
    PrintProduct.objects.all().delete()
    assert postcard.revised(GRAY, **STRICT).number == 2


def test_command_refuses_when_there_is_no_such_company(
    shop: Shop, folder: Path, unchanged: Unchanged
) -> None:
    with unchanged(), pytest.raises(CommandError, match="no company “nobody”"):
        _publish(folder, "nobody")


def test_command_prints_an_output_when_it_is_named(
    shop: Shop, tmp_path: Path, unchanged: Unchanged
) -> None:
    design = tmp_path / "design.json"
    design.write_text(json.dumps(document()))
    for name, content in zip(("regular.ttf", "logo.png"), FILES, strict=True):
        (tmp_path / name).write_bytes(content)
    wrong = {"product": CARD, "output": "triple"}
    for words, says in ((wrong, "no output 'triple'"), ({"output": "single"}, "with a product")):
        with unchanged(), pytest.raises(CommandError, match=says):
            call_command("w2p_design_publish", str(design), stdout=StringIO(), **words)
    said = StringIO()
    call_command("w2p_design_publish", str(design), product=CARD, output="single", stdout=said)
    assert f"{CARD} is printed from it as single." in said.getvalue()
    assert PrintProduct.objects.get(product_id=shop.card_id).output == "single"


def test_design_is_refused_when_it_lacks_an_output_that_a_product_prints(
    postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.printed_as("single")
    with unchanged(), pytest.raises(W2PError) as refused:
        postcard.revised(outputs={"double": ["front", "back"]})
    assert [problem.code for problem in refused.value.problems] == [Code.NOT_FOUND]
    assert postcard.revised(outputs={"single": ["back"]}).number == 2

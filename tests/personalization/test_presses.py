"""Press policies are published whole or not at all, and each product is printed by its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PError
from saleor_w2p_plugin.models import (
    Design,
    DesignAsset,
    Personalization,
    PressRevision,
    PrintProduct,
)
from saleor_w2p_plugin.personalization.editions import document as document_of
from saleor_w2p_plugin.personalization.editions import edition_of
from saleor_w2p_plugin.personalization.presses import publish_press
from saleor_w2p_plugin.personalization.publish import print_from
from saleor_w2p_plugin.rendering import MemoryAssets
from tests.fixtures.postcard import FILES, GRAY, STRICT, Postcard, answers, asset, document, picture
from tests.fixtures.story import Story
from tests.hosts.shop import CARD, Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]
PROFILES = Path(__file__).parents[2] / "saleor_w2p_plugin" / "prepress" / "profiles"
PROFILE = (PROFILES / "FOGRA39L_coated.icc").read_bytes()
# The design's own logo is a picture in colours of light.
NO_RGB = {"rgb": "refuse"}


def _press(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "name": "Sheetfed", "intent": "perceptual", **changes}


def _published(*product_ids: int, **changes: Any) -> PressRevision:
    return publish_press(_press(**changes), MemoryAssets.of([PROFILE]), product_ids)


def _command(folder: Path, press: dict[str, Any], **options: Any) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "press.json").write_text(json.dumps(press))
    (folder / "own.icc").write_bytes(PROFILE)
    said = StringIO()
    call_command("w2p_press_publish", str(folder / "press.json"), stdout=said, **options)
    return said.getvalue()


def test_command_stores_a_policy_with_its_profile_and_takes_a_product_to_it(
    shop: Shop, tmp_path: Path
) -> None:
    profile = asset("own.icc", PROFILE)
    condition = {"identifier": "FOGRA39", "registry": "http://www.color.org"}
    press = _press(profile=profile, condition=condition)
    said = _command(tmp_path, press, product=[CARD])
    assert said.splitlines()[0].startswith("Sheetfed: revision 1, ")
    assert said.splitlines()[1] == "Products that are printed by it: 1"
    assert PrintProduct.objects.get().press == PressRevision.objects.get()
    assert DesignAsset.objects.filter(pk=profile["sha256"]).exists()


def test_command_names_the_path_when_a_policy_is_wrong(
    tmp_path: Path, db: None, unchanged: Unchanged
) -> None:
    with unchanged(), pytest.raises(CommandError, match=r"^ink_limit: .*\[design_invalid\]"):
        _command(tmp_path, _press(ink_limit=7))


@pytest.mark.parametrize(
    ("rules", "path"),
    [
        ({"no-such-rule": {"severity": "off"}}, "rules.no-such-rule"),
        ({"picture-resolution": {"no_such_number": 3}}, "rules.picture-resolution.no_such_number"),
    ],
)
def test_policy_is_refused_when_it_sets_a_rule_that_preflight_has_not(
    rules: dict[str, Any], path: str, db: None, unchanged: Unchanged
) -> None:
    with unchanged(), pytest.raises(DesignInvalid) as refused:
        _published(rules=rules)
    assert [problem.field for problem in refused.value.problems] == [path]


def test_command_refuses_when_a_product_is_printed_from_no_design(
    shop: Shop, tmp_path: Path, unchanged: Unchanged
) -> None:
    with unchanged(), pytest.raises(CommandError, match="no design"):
        _command(tmp_path, _press(), product=[shop.public_slug])
    with unchanged(), pytest.raises(CommandError, match="no product"):
        _command(tmp_path, _press(), product=["nothing"])


def test_policy_is_refused_when_its_profile_is_not_there(db: None, unchanged: Unchanged) -> None:
    raw = _press(profile=asset("own.icc", b"other"), condition={"identifier": "Ours"})
    with unchanged(), pytest.raises(W2PError):
        publish_press(raw, MemoryAssets.of([PROFILE]))


def test_card_is_printed_by_the_policy_that_its_product_has(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture()))
    shipped = Personalization.objects.get()
    first = _published(shop.card_id)

    story.personalised(answers(picture()))
    made = Personalization.objects.exclude(pk=shipped.pk).get()
    assert (shipped.press, made.press) == (None, first)
    assert made.fingerprint != shipped.fingerprint
    assert document_of(edition_of(made)).press.intent == "perceptual"
    assert document_of(edition_of(shipped)).press.intent == "relative"


def test_policy_is_the_present_one_when_an_answer_changes(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    story.uploaded(picture())
    story.personalised(answers(picture())).in_cart().bound().submitted().approved()
    before = Personalization.objects.get()
    press = _published(shop.card_id)
    assert story.blockers() == []

    # Nothing but the press differs.
    assert story.update(caption="By the sea")["errors"] == []

    after = Personalization.objects.get()
    assert (before.press, after.press) == (None, press)
    assert after.fingerprint != before.fingerprint
    assert story.blockers() == ["APPROVAL_STALE"]


def test_policy_stays_when_the_product_prints_another_design(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    press = _published(shop.card_id)
    story.uploaded(picture())
    story.personalised(answers(picture()))
    card = Design.objects.exclude(pk=postcard.revision.design_id).get()
    print_from(shop.card_id, card)
    assert story.update(caption="On the moor")["errors"] == []
    assert Personalization.objects.get().press == press


def test_products_go_to_a_new_revision_and_what_is_filled_in_does_not(
    shop: Shop, postcard: Postcard, story: Story
) -> None:
    first = _published(shop.card_id)
    story.uploaded(picture())
    story.personalised(answers(picture()))
    second = _published(ink_limit=3)
    assert (first.number, second.number) == (1, 2)
    assert PrintProduct.objects.get().press == second
    assert Personalization.objects.get().press == first
    # Other names are other policies.
    assert _published(name="Digital").number == 1
    assert PrintProduct.objects.get().press == second
    # Content that was published before is the same revision again.
    assert _published() == first
    assert PrintProduct.objects.get().press == first


def test_revision_is_refused_when_a_design_breaks_it(
    shop: Shop, postcard: Postcard, unchanged: Unchanged
) -> None:
    _published(shop.card_id)
    with unchanged(), pytest.raises(W2PError, match="“Postcard” for the press “Sheetfed”"):
        _published(**NO_RGB)
    # Nothing is printed by it, so nothing stands against it.
    assert _published(name="Strict", **NO_RGB).number == 1


def test_revision_is_refused_when_a_brand_breaks_it(
    shop: Shop, postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.revised(GRAY, images=STRICT["images"])
    _published(shop.card_id)
    postcard.branded(colours={"primary": {"rgb": [1, 0, 0]}})
    place = "“Postcard” in the brand “Northwind” for the press “Sheetfed”"
    with unchanged(), pytest.raises(W2PError, match=place):
        _published(**NO_RGB)


def test_design_and_brand_are_refused_when_they_break_the_policy_of_a_product(
    shop: Shop, postcard: Postcard, unchanged: Unchanged
) -> None:
    postcard.revised(GRAY, images=STRICT["images"])
    _published(shop.card_id, **NO_RGB)
    main = {"rgb": [0, 0, 1], "brand": "primary"}
    with unchanged(), pytest.raises(DesignInvalid, match="for the press “Sheetfed”"):
        postcard.revised(colours={"ink": {"gray": 1}, "main": main})
    with unchanged(), pytest.raises(DesignInvalid, match="in the brand “Northwind” for the press"):
        postcard.branded(colours={"primary": {"rgb": [1, 0, 0]}})


def test_product_is_printed_by_the_policy_that_the_command_names(
    shop: Shop, postcard: Postcard, tmp_path: Path, unchanged: Unchanged
) -> None:
    path = tmp_path / "design.json"
    path.write_text(json.dumps(document()))
    (tmp_path / "regular.ttf").write_bytes(FILES[0])
    (tmp_path / "logo.png").write_bytes(FILES[1])

    def publish(**options: Any) -> None:
        call_command("w2p_design_publish", str(path), stdout=StringIO(), **options)

    first, _second = _published(), _published(ink_limit=3)
    _published()
    with unchanged(), pytest.raises(CommandError, match="no press policy"):
        publish(product=CARD, press="Nobody's")
    with unchanged(), pytest.raises(CommandError, match="go with a product"):
        publish(press="Sheetfed")
    publish(product=CARD, press="Sheetfed", on_new_revision="stop")
    assert PrintProduct.objects.get().press == _second
    assert Design.objects.get(name="Postcard").on_new_revision == "stop"
    _published()
    publish(product=CARD, press="Sheetfed")
    assert PrintProduct.objects.get().press == first
    publish(product=CARD)
    assert PrintProduct.objects.get().press is None
    _published(name="Strict", **NO_RGB)
    with unchanged(), pytest.raises(CommandError, match="for the press “Strict”"):
        publish(product=CARD, press="Strict")


def test_policy_in_use_is_not_deleted(shop: Shop) -> None:
    press = _published(shop.card_id)
    with pytest.raises(Exception, match="protected foreign keys"):
        press.delete()


def test_refusal_has_the_code_of_what_is_wrong(db: None) -> None:
    with pytest.raises(W2PError) as refused:
        publish_press(_press(standard="PDF/A"), MemoryAssets.of([]))
    assert [problem.code for problem in refused.value.problems] == [Code.DESIGN_INVALID]

"""Fields that show only with some answers, filled in and changed through the API."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from saleor_w2p_plugin.personalization.publish import publish_folder
from tests.fixtures.story import Story
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).parents[2] / "sandbox" / "fixtures" / "business_card"


@pytest.fixture
def story(shop: Shop, story: Story, tmp_path: Path) -> Story:
    """The card, its company line locked for buyers and shown beside a job title only."""
    folder = tmp_path / "design"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("source", "answers"))
    raw = json.loads((folder / "design.json").read_text())
    fields = {item["name"]: item for item in raw["fields"]}
    fields["company_line"] |= {"visible": {"field": "title", "is": "filled"}, "required": True}
    (folder / "design.json").write_text(json.dumps(raw))
    publish_folder(folder / "design.json")
    return story.personalised()


def test_locked_field_takes_its_default_when_a_change_shows_it(story: Story) -> None:
    answers = _answers(story.update(title=""))
    assert (answers["title"], answers["company_line"]) == ("", "")

    answers = _answers(story.update(title="Buyer"))
    assert answers["company_line"].startswith("Northwind Traders")

    refused = story.update(company_line="Southwind")
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("company_line", "LOCKED")]


def _answers(updated: dict) -> dict[str, str]:
    assert updated["errors"] == []
    return {item["field"]: item["value"] for item in updated["personalization"]["answers"]}

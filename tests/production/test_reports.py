"""What preflight says of a print file stays with it, and is for those who may see the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.models import Artifact, JobTicket
from saleor_w2p_plugin.ordering.handover import call_off
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import Finding, Report, Severity
from saleor_w2p_plugin.production import produce as producing
from saleor_w2p_plugin.production import reports
from tests.fixtures.story import Story
from tests.hosts.api import Api
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

BLOCKING = Finding(
    "fonts-embedded", Severity.BLOCK, 1, "Lato is not embedded.", Rect(1.5, 2, 30, 4), "embed-fonts"
)
REPORT = Report((Finding("output-intent", Severity.WARN, None, "None is named."), BLOCKING))


@pytest.fixture
def ordered(story: Story) -> Callable[[], Story]:
    """Return what orders and produces one card."""

    def order() -> Story:
        return story.personalised().in_cart().bound().submitted().approved().ordered().confirmed()

    return order


@pytest.fixture
def blocked(ordered: Callable[[], Story], monkeypatch: pytest.MonkeyPatch) -> Story:
    """Return the story of a card that preflight stops."""
    monkeypatch.setattr(producing, "inspect", lambda *args, **kwargs: REPORT)
    return ordered()


def _ticket(story: Story, person: Api) -> dict[str, Any]:
    return story.files(person)["lines"][0]["w2pJobTicket"]


def _content(person: Api, url: str) -> bytes:
    response = person.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"].endswith('-preflight.pdf"')
    return b"".join(response.streaming_content)


def test_report_comes_with_the_file_to_all_who_may_have_it(
    shop: Shop, ordered: Callable[[], Story]
) -> None:
    story = ordered()
    for person in (story.buyer, shop.staff()):
        ticket = _ticket(story, person)
        report = ticket["report"]
        assert (ticket["status"], report["passed"]) == ("READY", True)
        assert [each["rule"] for each in report["findings"]] == [
            each["rule"] for each in ticket["artifact"]["findings"]
        ]
        # What blocks is what the file was held to, and nothing of it was found.
        passed = {each["rule"] for each in report["checks"] if each["passed"]}
        assert {"fonts-embedded", "boxes", "colour-spaces"} <= passed
        with pikepdf.open(io.BytesIO(_content(person, ticket["reportUrl"]))) as pdf:
            assert len(pdf.pages) >= 1


def test_blocking_finding_stops_the_ticket_and_says_why(blocked: Story) -> None:
    ticket = _ticket(blocked, blocked.buyer)
    assert (ticket["status"], ticket["message"]) == (
        "PREFLIGHT_FAILED",
        "fonts-embedded: Lato is not embedded.",
    )
    assert (ticket["artifact"], ticket["report"], ticket["reportUrl"]) == (None, None, None)


def test_operator_sees_why_a_ticket_is_stopped_and_not_the_file(shop: Shop, blocked: Story) -> None:
    ticket = _ticket(blocked, shop.staff())
    assert ticket["artifact"] is None
    assert ticket["report"]["passed"] is False
    assert ticket["report"]["findings"] == [
        {
            "rule": "output-intent",
            "severity": "WARN",
            "page": None,
            "message": "None is named.",
            "area": None,
            "fix": None,
        },
        {
            "rule": "fonts-embedded",
            "severity": "BLOCK",
            "page": 1,
            "message": "Lato is not embedded.",
            "area": {"leftPt": 1.5, "bottomPt": 2.0, "rightPt": 30.0, "topPt": 4.0},
            "fix": "embed-fonts",
        },
    ]
    assert _content(shop.staff(), ticket["reportUrl"]).startswith(b"%PDF")


def test_report_is_kept_from_strangers(shop: Shop, ordered: Callable[[], Story]) -> None:
    story = ordered()
    for stranger in (shop.guest(), shop.as_("buyer@contoso.example")):
        seen = story.files(stranger)
        assert seen is None or [line["w2pJobTicket"] for line in seen["lines"]] == [None]


def test_report_address_is_no_address_of_the_file(
    shop: Shop, blocked: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = _ticket(blocked, shop.staff())["reportUrl"]
    assert shop.guest().get(url.replace("/reports/", "/files/")).status_code == 404
    assert shop.guest().get(url[:-2]).status_code == 404


def test_production_goes_on_when_the_report_cannot_be_drawn(
    shop: Shop,
    ordered: Callable[[], Story],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    settings: Any,
) -> None:
    def breaking(*given: Any) -> bytes:
        raise OSError("no fonts at all")

    monkeypatch.setattr(reports, "report_pdf", breaking)
    story = ordered()
    ticket = _ticket(story, shop.staff())
    assert (ticket["status"], ticket["reportUrl"]) == ("READY", None)
    assert ticket["report"]["passed"] is True
    assert "no fonts at all" in caplog.text
    assert not Path(settings.W2P_PRIVATE_ROOT, "w2p/reports").exists()


def test_no_file_is_left_when_the_row_cannot_be_stored(
    ordered: Callable[[], Story], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def breaking(*given: Any, **more: Any) -> None:
        raise OSError("no database")

    monkeypatch.setattr(Artifact, "save", breaking)
    ordered()
    assert JobTicket.objects.get().status == "waiting"
    for folder in ("artifacts", "reports"):
        assert list(Path(settings.W2P_PRIVATE_ROOT, "w2p", folder).glob("*")) == []


def test_report_stays_for_operators_when_the_order_is_called_off(
    shop: Shop, ordered: Callable[[], Story]
) -> None:
    story = ordered()
    placed = host().order(JobTicket.objects.get().order_id)
    assert placed is not None
    call_off(placed)
    assert _ticket(story, story.buyer)["report"] is None
    assert _ticket(story, shop.staff())["report"]["passed"] is True

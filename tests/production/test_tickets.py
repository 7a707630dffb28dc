"""From a released order to a file, once, whatever comes twice or fails on the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_w2p_plugin import tasks
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.models import Artifact, JobTicket, Personalization
from saleor_w2p_plugin.ordering.handover import call_off, missed_orders
from saleor_w2p_plugin.production.produce import produce
from saleor_w2p_plugin.production.tickets import (
    LOST_AFTER,
    MOST_ATTEMPTS,
    WORKERS_LOST,
    claim,
)
from tests.fixtures.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(story: Story, monkeypatch: pytest.MonkeyPatch) -> JobTicket:
    """Return a ticket whose task was lost on its way to the worker."""
    with monkeypatch.context() as lost:
        lost.setattr(tasks.produce_ticket, "apply_async", lambda *args, **options: None)
        story.personalised().in_cart().bound().submitted().approved().ordered().confirmed()
    ticket = JobTicket.objects.get()
    assert ticket.status == "waiting"
    return ticket


def _files(settings: Any) -> list[Path]:
    return list(Path(settings.W2P_PRIVATE_ROOT, "w2p/artifacts").glob("*"))


def test_file_is_made_once_when_the_task_comes_twice(waiting: JobTicket, settings: Any) -> None:
    tasks.produce_ticket(str(waiting.pk))
    first = Artifact.objects.get()
    tasks.produce_ticket(str(waiting.pk))
    assert Artifact.objects.get().pk == first.pk
    assert len(_files(settings)) == 1
    waiting.refresh_from_db()
    assert (waiting.status, waiting.artifact_id) == ("ready", first.pk)


def test_file_is_shared_when_the_same_content_is_ordered_again(
    waiting: JobTicket, settings: Any
) -> None:
    produce(waiting.pk)
    again = JobTicket.objects.create(
        order_id=waiting.order_id,
        order_number="2",
        order_line_id=UUID(int=7),
        personalization=waiting.personalization,
        fingerprint=waiting.fingerprint,
        quantity=1,
    )
    produce(again.pk)
    again.refresh_from_db()
    assert again.artifact == Artifact.objects.get()
    assert len(_files(settings)) == 1


def test_second_worker_gets_nothing_when_a_ticket_is_claimed(waiting: JobTicket) -> None:
    assert claim(waiting.pk) is not None
    assert claim(waiting.pk) is None
    JobTicket.objects.update(changed_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    assert claim(waiting.pk) is not None


def test_lost_task_is_sent_again_after_a_while(waiting: JobTicket) -> None:
    tasks.resume_lost_work()
    waiting.refresh_from_db()
    assert waiting.status == "waiting"
    JobTicket.objects.update(changed_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    tasks.resume_lost_work()
    waiting.refresh_from_db()
    assert waiting.status == "ready"


def test_order_is_handed_over_later_when_its_hook_was_lost(waiting: JobTicket) -> None:
    JobTicket.objects.all().delete()
    Personalization.objects.update(locked_at=None)
    assert [order.id for order in missed_orders()] == [waiting.order_id]
    tasks.resume_lost_work()
    assert JobTicket.objects.get().status == "ready"
    assert missed_orders() == []


def test_ticket_says_why_when_rendering_refuses(
    waiting: JobTicket, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def refusing(*args: Any) -> bytes:
        raise refuse(Code.TEXT_DOES_NOT_FIT, "too long", "name")

    monkeypatch.setattr("saleor_w2p_plugin.production.produce.press_pdf", refusing)
    produce(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.message) == ("failed", "name: too long")
    assert (Artifact.objects.count(), _files(settings)) == (0, [])


def test_ticket_is_tried_five_times_when_something_breaks(
    waiting: JobTicket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaking(*args: Any) -> bytes:
        raise OSError("disk full at /secret/path")

    monkeypatch.setattr("saleor_w2p_plugin.production.produce.press_pdf", breaking)
    statuses = []
    for _attempt in range(6):
        produce(waiting.pk)
        waiting.refresh_from_db()
        statuses.append(waiting.status)
    assert statuses == ["waiting"] * 4 + ["failed"] * 2
    assert "/secret/path" not in waiting.message
    assert "disk full" in caplog.text


def test_ticket_stays_cancelled_when_the_order_is_called_off_while_rendering(
    waiting: JobTicket, story: Story
) -> None:
    placed = host().order(waiting.order_id)
    assert placed is not None
    assert claim(waiting.pk) is not None
    call_off(placed)
    produce(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.artifact) == ("cancelled", None)


def test_download_is_gone_when_the_order_is_called_off(waiting: JobTicket, story: Story) -> None:
    produce(waiting.pk)
    url = story.files(story.buyer)["lines"][0]["w2pJobTicket"]["artifact"]["url"]
    response = story.buyer.get(url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    placed = host().order(UUID(graphene.Node.from_global_id(story.seen["order"]["id"])[1]))
    assert placed is not None
    call_off(placed)
    assert story.buyer.get(url).status_code == 410


def test_order_is_confirmed_when_the_broker_is_down(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*args: Any, **options: Any) -> None:
        raise ConnectionError("no broker")

    story.personalised().in_cart().bound().submitted().approved().ordered()
    with monkeypatch.context() as down:
        down.setattr(tasks.produce_ticket, "apply_async", refusing)
        story.confirmed()
    assert story.files(story.buyer)["w2pJobTickets"][0]["status"] == "WAITING"
    JobTicket.objects.update(changed_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    tasks.resume_lost_work()
    assert story.files(story.buyer)["w2pJobTickets"][0]["status"] == "READY"


def test_ticket_fails_when_it_has_killed_its_worker_too_often(waiting: JobTicket) -> None:
    long_ago = timezone.now() - LOST_AFTER - timedelta(seconds=1)
    for _attempt in range(MOST_ATTEMPTS):
        assert claim(waiting.pk) is not None
        JobTicket.objects.update(changed_at=long_ago)
    assert claim(waiting.pk) is None
    waiting.refresh_from_db()
    assert (waiting.status, waiting.message) == ("failed", WORKERS_LOST)


def test_backlog_does_not_grow_when_the_periodic_task_runs_often(
    waiting: JobTicket, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(
        tasks.produce_ticket, "apply_async", lambda *args, **options: sent.append(args)
    )
    JobTicket.objects.update(changed_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    for _run in range(5):
        tasks.resume_lost_work()
    assert len(sent) == 1


def test_other_orders_go_on_when_one_cannot_be_handed_over(
    waiting: JobTicket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaking(order: Any) -> list[UUID]:
        raise ValueError("broken order")

    key = waiting.pk
    JobTicket.objects.update(
        order_line_id=UUID(int=9), changed_at=timezone.now() - LOST_AFTER - timedelta(seconds=1)
    )
    monkeypatch.setattr(tasks, "hand_over", breaking)
    tasks.resume_lost_work()
    assert JobTicket.objects.get(pk=key).status == "ready"
    assert "broken order" in caplog.text


def test_ordered_card_becomes_final_later_when_its_hook_was_lost(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    Personalization.objects.update(locked_at=None)
    tasks.resume_lost_work()
    assert Personalization.objects.get().is_locked
    assert JobTicket.objects.count() == 0

"""Celery tasks: each takes ids, calls one action, and may run twice."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from saleor_w2p_plugin.conf import host, picture_days, render_queue
from saleor_w2p_plugin.host.ports import PlacedOrder
from saleor_w2p_plugin.ordering.handover import hand_over, missed_orders
from saleor_w2p_plugin.personalization.pictures import remove_unused
from saleor_w2p_plugin.production.produce import produce
from saleor_w2p_plugin.production.tickets import lost_tickets

logger = logging.getLogger(__name__)


@shared_task(name="w2p.produce", acks_late=True, ignore_result=True)
def produce_ticket(ticket_id: str) -> None:
    """Render, preflight and store the print file of one job ticket."""
    with host().writing():
        produce(UUID(ticket_id))


@shared_task(name="w2p.resume", ignore_result=True)
def resume_lost_work() -> None:
    """Send tickets again whose task was lost, and hand over orders whose hook was lost."""
    with host().writing():
        send_to_production(lost_tickets())
        for order in missed_orders():
            try:
                send_to_production(hand_over(order))
            except Exception:
                logger.exception("Order %s could not be handed over to production.", order.id)


@shared_task(name="w2p.tidy", ignore_result=True)
def tidy_up() -> None:
    """Remove pictures that nothing prints and that nobody has uploaded for a while."""
    with host().writing():
        remove_unused(timezone.now() - timedelta(days=picture_days()))


def start_production(order: PlacedOrder) -> None:
    """Hand an order over, and queue what it prints once that has committed.

    A broker that is down must not stop what the shop does next; the periodic task sends again.
    """
    tickets = hand_over(order)
    transaction.on_commit(lambda: send_to_production(tickets), robust=True)


def send_to_production(ticket_ids: list[UUID]) -> None:
    """Queue tickets; call it after the transaction that opened them has committed."""
    queue = render_queue()
    for ticket_id in ticket_ids:
        produce_ticket.apply_async([str(ticket_id)], **({"queue": queue} if queue else {}))

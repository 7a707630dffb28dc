"""A placed order in, its job tickets out; may run any number of times for one order."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saleor_w2p_plugin.approvals.standing import chain_of, close_requests, is_content_approved
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.host.ports import PlacedLine, PlacedOrder
from saleor_w2p_plugin.models import JobTicket, JobTicketStatus, Personalization
from saleor_w2p_plugin.production.tickets import cancel_tickets, open_ticket

LOOKED_BACK = timedelta(days=7)
"""How far back orders are looked through for missed hooks."""

logger = logging.getLogger(__name__)


@transaction.atomic
def hand_over(order: PlacedOrder) -> list[UUID]:
    """Make final what an order prints; once it is released, open one ticket per printed line.

    Returns the tickets to produce. Content that its company has not approved (an order that staff
    placed around the gate, or a change in the moment between the gate and the order) gets a
    BLOCKED ticket.
    """
    if not order.is_placed:
        return []
    if order.checkout_id:
        close_requests(order.checkout_id, order.id)
    printed = [
        (line, personalization)
        for line in order.lines
        if line.personalization_id and (personalization := _lock(line, line.personalization_id))
    ]
    if not order.is_released:
        return []
    tickets = [
        open_ticket(order, line, content, is_approved=_may_print(line, content))
        for line, content in printed
    ]
    return [ticket.pk for ticket in tickets if ticket.status == JobTicketStatus.WAITING]


def missed_orders() -> list[PlacedOrder]:
    """Find recent orders with printed lines that have no ticket; a lost hook may be the cause."""
    ticketed = JobTicket.objects.values("order_line_id")
    return host().orders_printing(timezone.now() - LOOKED_BACK, ticketed)


def call_off(order: PlacedOrder) -> None:
    """Cancel the tickets of a cancelled order; files that are made stay."""
    cancel_tickets(order.id)


def _lock(line: PlacedLine, personalization_id: UUID) -> Personalization | None:
    rows = Personalization.objects.select_for_update(of=("self",))
    personalization = rows.filter(pk=personalization_id).first()
    if personalization is None:
        logger.error("Order line %s prints an unknown personalization.", line.id)
    elif personalization.locked_at is None:
        personalization.locked_at = timezone.now()
        personalization.save(update_fields=["locked_at", "updated_at"])
    return personalization


def _may_print(line: PlacedLine, personalization: Personalization) -> bool:
    if chain_of(personalization.company_id) is None:
        return True
    return is_content_approved(personalization, line.quantity)

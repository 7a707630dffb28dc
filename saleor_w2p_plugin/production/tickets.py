"""Answers: which job tickets are open, and what may happen to one?"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from saleor_w2p_plugin.host.ports import PlacedLine, PlacedOrder
from saleor_w2p_plugin.models import JobTicket, JobTicketStatus, Personalization

LOST_AFTER = timedelta(minutes=10)
"""A ticket that has not moved for this long lost its worker; rendering takes seconds."""

MOST_ATTEMPTS = 5
"""How often a ticket is tried whose rendering breaks, as when the storage is down."""

WORKERS_LOST = "Rendering never came to an end; the log of the workers may say why."


def open_ticket(
    order: PlacedOrder, line: PlacedLine, personalization: Personalization, *, is_approved: bool
) -> JobTicket:
    """Return the ticket of an order line, opened now unless it is open already."""
    ticket, _ = JobTicket.objects.get_or_create(
        order_line_id=line.id,
        defaults={
            "order_id": order.id,
            "order_number": order.number,
            "personalization": personalization,
            "fingerprint": personalization.fingerprint,
            "quantity": line.quantity,
            "status": JobTicketStatus.WAITING if is_approved else JobTicketStatus.BLOCKED,
            "message": "" if is_approved else "This content has not been approved.",
        },
    )
    return ticket


def claim(ticket_id: UUID) -> JobTicket | None:
    """Take a ticket for rendering; None where another worker has it or nothing is left to do.

    One conditional UPDATE decides, so it needs no row lock and works on any database.
    """
    lost = Q(status=JobTicketStatus.RENDERING, changed_at__lt=timezone.now() - LOST_AFTER)
    # A ticket may have killed each worker that took it.
    JobTicket.objects.filter(lost, pk=ticket_id, attempts__gte=MOST_ATTEMPTS).update(
        status=JobTicketStatus.FAILED, message=WORKERS_LOST, changed_at=timezone.now()
    )
    takeable = Q(status=JobTicketStatus.WAITING) | lost
    taken = JobTicket.objects.filter(takeable, pk=ticket_id).update(
        status=JobTicketStatus.RENDERING, changed_at=timezone.now(), attempts=F("attempts") + 1
    )
    rows = JobTicket.objects.select_related("personalization__revision", "personalization__brand")
    return rows.get(pk=ticket_id) if taken else None


def close(ticket: JobTicket, status: JobTicketStatus, message: str = "", **values: object) -> None:
    """Write the outcome of rendering, unless the ticket was cancelled meanwhile."""
    JobTicket.objects.filter(pk=ticket.pk, status=JobTicketStatus.RENDERING).update(
        status=status, message=message, changed_at=timezone.now(), **values
    )


def cancel_tickets(order_id: UUID) -> None:
    """Cancel every ticket of an order."""
    JobTicket.objects.filter(order_id=order_id).update(
        status=JobTicketStatus.CANCELLED, changed_at=timezone.now()
    )


def lost_tickets() -> list[UUID]:
    """Find the tickets whose task never came or died; each is found again only after a while."""
    stuck = JobTicket.objects.filter(
        status__in=[JobTicketStatus.WAITING, JobTicketStatus.RENDERING],
        changed_at__lt=timezone.now() - LOST_AFTER,
    )
    found = list(stuck.values_list("pk", flat=True))
    # A ticket that is being rendered must still look lost to the worker that takes it over.
    stuck.filter(status=JobTicketStatus.WAITING).update(changed_at=timezone.now())
    return found

"""Answers: has this cart been approved, and if not, what is it waiting for?"""

from __future__ import annotations

from uuid import UUID

from saleor_w2p_plugin.models import (
    ApprovalChain,
    ApprovalLine,
    ApprovalRequest,
    ApprovalStatus,
    Personalization,
)

GRANTED = (ApprovalStatus.APPROVED, ApprovalStatus.ORDERED)


def chain_of(company_id: int, using: str = "default") -> ApprovalChain | None:
    """Return the chain that the company's orders must pass, or None where nobody need agree."""
    return ApprovalChain.objects.using(using).filter(company_id=company_id, is_active=True).first()


def latest_request(checkout_id: UUID, using: str = "default") -> ApprovalRequest | None:
    """Return the newest request of a checkout, decided or not."""
    rows = ApprovalRequest.objects.using(using).filter(checkout_id=checkout_id)
    return rows.select_related("company").order_by("-created_at", "pk").first()


def is_content_approved(personalization: Personalization, quantity: int) -> bool:
    """Tell whether exactly this content of the personalization has been approved, so often."""
    return ApprovalLine.objects.filter(
        personalization=personalization,
        fingerprint=personalization.fingerprint,
        quantity__gte=quantity,
        request__status__in=GRANTED,
    ).exists()


def close_requests(checkout_id: UUID, order_id: UUID) -> None:
    """Close the requests of a checkout that has become an order, granted or open."""
    active = ApprovalRequest.objects.active().filter(checkout_id=checkout_id)
    active.filter(status=ApprovalStatus.APPROVED).update(
        status=ApprovalStatus.ORDERED, order_id=order_id
    )
    active.filter(status=ApprovalStatus.PENDING).update(status=ApprovalStatus.STALE)

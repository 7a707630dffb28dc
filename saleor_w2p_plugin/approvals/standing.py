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


def is_content_approved(personalization: Personalization) -> bool:
    """Tell whether exactly this content of the personalization has been approved."""
    return ApprovalLine.objects.filter(
        personalization=personalization,
        fingerprint=personalization.fingerprint,
        request__status__in=GRANTED,
    ).exists()


def mark_ordered(checkout_id: UUID, order_id: UUID) -> None:
    """Close the granted request of a checkout that has become an order."""
    granted = ApprovalRequest.objects.filter(
        checkout_id=checkout_id, status=ApprovalStatus.APPROVED
    )
    granted.update(status=ApprovalStatus.ORDERED, order_id=order_id)

"""Names of the row locks that approvals take; a request is always locked before its steps."""

from __future__ import annotations

from uuid import UUID

from saleor_w2p_plugin.models import ApprovalRequest
from saleor_w2p_plugin.models.approval import ApprovalRequestQuerySet


def request_for_update(request_id: UUID) -> ApprovalRequest | None:
    """Lock one request."""
    rows = ApprovalRequest.objects.select_for_update(of=("self",)).select_related("company")
    return rows.filter(pk=request_id).first()


def requests_of_checkout_for_update(checkout_id: UUID) -> ApprovalRequestQuerySet:
    """Lock all requests of a checkout, ordered so that two submits cannot deadlock."""
    rows = ApprovalRequest.objects.select_for_update(of=("self",)).filter(checkout_id=checkout_id)
    return rows.order_by("pk")

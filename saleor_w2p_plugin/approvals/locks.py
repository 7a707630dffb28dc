"""Names of the row locks that approvals take; a request is always locked before its steps."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from saleor_w2p_plugin.models import ApprovalRequest


def request_for_update(request_id: UUID) -> ApprovalRequest | None:
    """Lock one request."""
    return ApprovalRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()


def requests_of_checkout_for_update(checkout_id: UUID) -> QuerySet[ApprovalRequest]:
    """Lock all requests of a checkout, ordered so that two submits cannot deadlock."""
    rows = ApprovalRequest.objects.select_for_update(of=("self",)).filter(checkout_id=checkout_id)
    return rows.order_by("pk")

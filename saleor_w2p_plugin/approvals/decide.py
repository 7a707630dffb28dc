"""A decision in, the request one step further or closed out."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from saleor_w2p_plugin.approvals.content import fingerprint_of
from saleor_w2p_plugin.approvals.eligibility import may_decide, may_view
from saleor_w2p_plugin.approvals.locks import request_for_update
from saleor_w2p_plugin.companies.members import active_memberships
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import Code, W2PError, refuse
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import (
    ApprovalDecision,
    ApprovalRequest,
    ApprovalRequestStep,
    ApprovalStatus,
    Decision,
    StepStatus,
)

_CLOSED_BY = {
    Decision.REJECT: (StepStatus.REJECTED, ApprovalStatus.REJECTED),
    Decision.REQUEST_CHANGES: (StepStatus.CHANGES_REQUESTED, ApprovalStatus.CHANGES_REQUESTED),
}


@transaction.atomic
def decide(
    requestor: Requestor, request_id: UUID, decision: Decision, reason: str, expected: str
) -> ApprovalRequest:
    """Decide the active step on the content that was seen; the last approval grants the request.

    Raises W2PError: NOT_FOUND, ALREADY_DECIDED, NOT_AN_APPROVER, REQUIRED for a refusal without a
    reason, FINGERPRINT_MISMATCH where `expected` is not what was submitted, STALE for an approval
    of a cart that has changed since. Nothing is stored then.
    """
    memberships = active_memberships(requestor.user_id)
    request = request_for_update(request_id)
    if request is None or not may_view(requestor, memberships, request):
        raise not_found()
    if request.status == ApprovalStatus.STALE:
        raise _stale()
    if request.status != ApprovalStatus.PENDING:
        raise refuse(Code.ALREADY_DECIDED, f"This request is {request.status}.", "id")
    step = request.steps.filter(status=StepStatus.ACTIVE).first()
    if step is None or not may_decide(requestor, memberships, request, step):
        raise refuse(Code.NOT_AN_APPROVER, "This step is for somebody else to decide.", "id")
    if decision != Decision.APPROVE and not reason.strip():
        raise refuse(Code.REQUIRED, "Say why.", "reason")
    if expected != request.fingerprint:
        raise refuse(
            Code.FINGERPRINT_MISMATCH, "You have not seen what was submitted.", "expectFingerprint"
        )
    if decision == Decision.APPROVE:
        _require_unchanged(request)
    ApprovalDecision.objects.create(
        step=step,
        decision=decision,
        decided_by_id=requestor.user_id,
        decided_by_email=requestor.email,
        reason=reason.strip(),
        fingerprint=request.fingerprint,
    )
    _advance(request, step, decision)
    return request


@transaction.atomic
def withdraw(requestor: Requestor, request_id: UUID) -> ApprovalRequest:
    """Take an open or granted request back; only its requester may.

    Raises W2PError: NOT_FOUND, ALREADY_DECIDED.
    """
    request = request_for_update(request_id)
    if request is None or not requestor.is_signed_in or request.requester_id != requestor.user_id:
        raise not_found()
    if request.status not in (ApprovalStatus.PENDING, ApprovalStatus.APPROVED):
        raise refuse(Code.ALREADY_DECIDED, f"This request is {request.status}.", "id")
    request.status = ApprovalStatus.WITHDRAWN
    request.save(update_fields=["status"])
    return request


def not_found() -> W2PError:
    """Build the refusal that is the same for what is missing and for what is somebody else's."""
    return refuse(Code.NOT_FOUND, "There is no such approval request.", "id")


def _require_unchanged(request: ApprovalRequest) -> None:
    cart = host().cart(request.checkout_id)
    if cart is None or fingerprint_of(cart) != request.fingerprint:
        raise _stale()


def _stale() -> W2PError:
    return refuse(Code.STALE, "The cart has changed; it must be submitted again.", "id")


def _advance(request: ApprovalRequest, step: ApprovalRequestStep, decision: Decision) -> None:
    if decision in _CLOSED_BY:
        step.status, request.status = _CLOSED_BY[decision]
        step.save(update_fields=["status"])
        request.save(update_fields=["status"])
        return
    step.status = StepStatus.APPROVED
    step.save(update_fields=["status"])
    following = request.steps.filter(status=StepStatus.WAITING).order_by("position").first()
    if following is None:
        request.status = ApprovalStatus.APPROVED
        request.save(update_fields=["status"])
    else:
        following.status = StepStatus.ACTIVE
        following.save(update_fields=["status"])

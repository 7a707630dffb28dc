"""Answers: who may decide this step, and who may look at this request?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import (
    ApprovalRequest,
    ApprovalRequestStep,
    ApprovalStatus,
    CompanyMember,
    StepStatus,
)
from saleor_w2p_plugin.models.company import OVERSEERS


def has_eligible_approver(company_id: int, role: str, requester_id: int | None) -> bool:
    """Tell whether anybody but the requester could decide a step of this role."""
    members = CompanyMember.objects.active().filter(company_id=company_id, role=role)
    if requester_id is not None:
        members = members.exclude(user_id=requester_id)
    return members.exists()


def may_decide(
    requestor: Requestor,
    memberships: Iterable[CompanyMember],
    request: ApprovalRequest,
    step: ApprovalRequestStep | None,
) -> bool:
    """Tell whether this person may decide the active step; nobody decides on an own request."""
    if step is None or requestor.user_id is None or request.requester_id == requestor.user_id:
        return False
    return any(
        member.company_id == request.company_id and member.role == step.role
        for member in memberships
    )


def may_view(
    requestor: Requestor, memberships: Iterable[CompanyMember], request: ApprovalRequest
) -> bool:
    """Tell whether the request exists for this person: requester, overseers, operators."""
    if requestor.is_operator:
        return True
    return any(
        member.company_id == request.company_id
        and (request.requester_id == requestor.user_id or member.role in OVERSEERS)
        for member in memberships
    )


def inbox(user_id: int, using: str) -> QuerySet[ApprovalRequest]:
    """Return the requests that wait for this person, oldest first."""
    mine = CompanyMember.objects.using(using).active().filter(user_id=user_id)
    waiting = ApprovalRequestStep.objects.using(using).filter(
        Exists(mine.filter(company_id=OuterRef("request__company_id"), role=OuterRef("role"))),
        request_id=OuterRef("pk"),
        status=StepStatus.ACTIVE,
    )
    requests = ApprovalRequest.objects.using(using).filter(
        Exists(waiting), status=ApprovalStatus.PENDING
    )
    others = ~Q(requester_id=user_id) | Q(requester_id=None)
    return requests.filter(others).select_related("company").order_by("created_at", "pk")

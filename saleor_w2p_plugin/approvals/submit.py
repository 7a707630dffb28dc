"""A cart in, an approval request with frozen steps and pinned content out."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from saleor_w2p_plugin.approvals.content import content_fingerprint
from saleor_w2p_plugin.approvals.eligibility import has_eligible_approver
from saleor_w2p_plugin.approvals.locks import requests_of_checkout_for_update
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.ports import Cart, Requestor
from saleor_w2p_plugin.models import (
    ApprovalChain,
    ApprovalLine,
    ApprovalRequest,
    ApprovalRequestStep,
    ApprovalStatus,
    ApprovalStep,
    Personalization,
    StepStatus,
)


def submit(
    requestor: Requestor,
    cart: Cart,
    personalizations: dict[UUID, Personalization],
    chain: ApprovalChain,
    note: str,
) -> ApprovalRequest:
    """Ask for approval of a cart that has nothing else against it.

    A request whose content has changed since is put aside as STALE. Raises W2PError with
    ALREADY_SUBMITTED where the same content is open or granted, NO_APPROVER where a step has
    nobody but the requester to decide it.
    """
    fingerprint = content_fingerprint(cart, personalizations)
    steps = list(chain.steps.all())
    if not steps:
        raise refuse(Code.NO_APPROVER, f"The chain “{chain.name}” has no steps.", "checkoutId")
    for step in steps:
        if not has_eligible_approver(chain.company_id, step.role, requestor.user_id):
            raise refuse(
                Code.NO_APPROVER, f"Nobody can decide the step “{step.name}”.", "checkoutId"
            )
    try:
        with transaction.atomic():
            _put_stale_aside(cart.id, fingerprint)
            return _store(requestor, cart, personalizations, chain, note, fingerprint, steps)
    except IntegrityError:
        # The partial unique index: somebody submitted the same checkout at the same moment.
        raise _already_submitted() from None


def _put_stale_aside(checkout_id: UUID, fingerprint: str) -> None:
    for request in requests_of_checkout_for_update(checkout_id).active():
        if request.fingerprint == fingerprint:
            raise _already_submitted()
        request.status = ApprovalStatus.STALE
        request.save(update_fields=["status"])


def _store(
    requestor: Requestor,
    cart: Cart,
    personalizations: dict[UUID, Personalization],
    chain: ApprovalChain,
    note: str,
    fingerprint: str,
    steps: list[ApprovalStep],
) -> ApprovalRequest:
    request = ApprovalRequest.objects.create(
        company_id=chain.company_id,
        checkout_id=cart.id,
        requester_id=requestor.user_id,
        requester_email=requestor.email,
        fingerprint=fingerprint,
        note=note,
    )
    ApprovalRequestStep.objects.bulk_create(
        ApprovalRequestStep(
            request=request,
            position=position,
            name=step.name,
            role=step.role,
            status=StepStatus.WAITING if position else StepStatus.ACTIVE,
        )
        for position, step in enumerate(steps)
    )
    ApprovalLine.objects.bulk_create(
        ApprovalLine(
            request=request,
            checkout_line_id=line.id,
            variant_name=line.variant_name,
            quantity=line.quantity,
            personalization=(printed := personalizations.get(line.id)),
            fingerprint=printed.fingerprint if printed else "",
        )
        for line in cart.lines
    )
    return request


def _already_submitted() -> Exception:
    return refuse(Code.ALREADY_SUBMITTED, "This cart has been submitted as it is.", "checkoutId")

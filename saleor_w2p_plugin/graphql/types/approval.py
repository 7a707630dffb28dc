"""Approval requests in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.approvals.eligibility import may_decide, may_view
from saleor_w2p_plugin.graphql.base import enum_of, node, non_null_list
from saleor_w2p_plugin.graphql.dataloaders import (
    DecisionsByRequest,
    LatestRequestByCheckout,
    LinesByRequest,
    StepsByRequest,
    asking,
)
from saleor_w2p_plugin.graphql.scalars import date_time
from saleor_w2p_plugin.graphql.types.company import W2PCompany, W2PRole
from saleor_w2p_plugin.graphql.types.personalization import (
    W2PPersonalization,
    load_personalization,
)
from saleor_w2p_plugin.models import (
    ApprovalDecision,
    ApprovalLine,
    ApprovalRequest,
    ApprovalRequestStep,
    ApprovalStatus,
    Decision,
    StepStatus,
)

W2PApprovalStatus = enum_of("W2PApprovalStatus", ApprovalStatus, "Where a request stands.")
W2PStepStatus = enum_of("W2PStepStatus", StepStatus, "Where a step of a request stands.")
W2PDecision = enum_of("W2PDecision", Decision, "What an approver can say.")


class W2PApprovalLine(graphene.ObjectType):
    """A line as it was submitted."""

    checkout_line_id = graphene.ID(required=True, description="The ID of the checkout line.")
    variant_name = graphene.String(required=True, description="What is ordered.")
    quantity = graphene.Int(required=True, description="How many.")
    personalization = graphene.Field(
        W2PPersonalization, description="What is printed; null once it has changed."
    )

    class Meta:
        description = "A line of the cart as it was submitted."

    @staticmethod
    def resolve_checkout_line_id(root: ApprovalLine, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("CheckoutLine", root.checkout_line_id))

    @staticmethod
    def resolve_personalization(root: ApprovalLine, info: Any) -> Any:
        """Return what is printed; nothing where it is no longer what was submitted."""
        if root.personalization_id is None:
            return None
        loading = load_personalization(info, root.personalization_id)
        return loading.then(
            lambda found: found if found and found.fingerprint == root.fingerprint else None
        )


class W2PApprovalStep(graphene.ObjectType):
    """A step as it was submitted."""

    position = graphene.Int(required=True, description="The place in the chain, from 0.")
    name = graphene.String(required=True, description="The name of the step.")
    role = graphene.Field(W2PRole, required=True, description="Who may decide it.")
    status = graphene.Field(W2PStepStatus, required=True, description="Where it stands.")

    class Meta:
        description = "A step of an approval request."


class W2PApprovalDecision(graphene.ObjectType):
    """What somebody decided."""

    decision = graphene.Field(W2PDecision, required=True, description="The decision.")
    by = graphene.String(required=True, description="E-mail of the person who decided.")
    reason = graphene.String(required=True, description="The reason; empty where none was given.")
    created_at = date_time(required=True, description="When it was decided.")

    class Meta:
        description = "A decision on an approval request."

    @staticmethod
    def resolve_by(root: ApprovalDecision, _info: Any) -> str:
        """Return the e-mail."""
        return root.decided_by_email


class W2PApprovalRequest(graphene.ObjectType):
    """A cart that asks for approval."""

    id = graphene.ID(required=True, description="The ID of the request.")
    status = graphene.Field(W2PApprovalStatus, required=True, description="Where it stands.")
    fingerprint = graphene.String(
        required=True, description="SHA-256 of what was submitted; give it back when deciding."
    )
    company = graphene.Field(W2PCompany, required=True, description="The company.")
    requester = graphene.String(required=True, description="E-mail of the person who submitted.")
    note = graphene.String(required=True, description="What the requester says.")
    created_at = date_time(required=True, description="When it was submitted.")
    can_decide = graphene.Boolean(required=True, description="Whether it waits for you.")
    lines = non_null_list(W2PApprovalLine, description="What was submitted.")
    steps = non_null_list(W2PApprovalStep, description="Who must agree, in order.")
    decisions = non_null_list(W2PApprovalDecision, description="What has been decided.")

    class Meta:
        description = "A cart that asks for approval."

    @staticmethod
    def resolve_id(root: ApprovalRequest, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PApprovalRequest", root.pk))

    @staticmethod
    def resolve_requester(root: ApprovalRequest, _info: Any) -> str:
        """Return the e-mail."""
        return root.requester_email

    @staticmethod
    def resolve_can_decide(root: ApprovalRequest, info: Any) -> Promise:
        """Tell whether the person who asks may decide the active step."""

        def answer(found: list[Any]) -> bool:
            (requestor, memberships), steps = found
            active: list[ApprovalRequestStep] = [
                step for step in steps if step.status == StepStatus.ACTIVE
            ]
            return root.status == ApprovalStatus.PENDING and may_decide(
                requestor, memberships, root, active[0] if active else None
            )

        steps = StepsByRequest(info.context).load(root.pk)
        return Promise.all([asking(info.context), steps]).then(answer)

    @staticmethod
    def resolve_lines(root: ApprovalRequest, info: Any) -> Promise:
        """Return the frozen lines."""
        return LinesByRequest(info.context).load(root.pk)

    @staticmethod
    def resolve_steps(root: ApprovalRequest, info: Any) -> Promise:
        """Return the frozen steps."""
        return StepsByRequest(info.context).load(root.pk)

    @staticmethod
    def resolve_decisions(root: ApprovalRequest, info: Any) -> Promise:
        """Return the decisions."""
        return DecisionsByRequest(info.context).load(root.pk)


class W2PApprovalRequestEdge(graphene.ObjectType):
    """One request of a page."""

    node = graphene.Field(W2PApprovalRequest, required=True, description="The request.")
    cursor = graphene.String(required=True, description="A cursor for use in pagination.")

    class Meta:
        name = "W2PApprovalRequestCountableEdge"
        description = "One request of a page."


class W2PApprovalRequestConnection(graphene.ObjectType):
    """A page of approval requests."""

    page_info = graphene.Field(graphene.relay.PageInfo, required=True, description="Paging data.")
    edges = non_null_list(W2PApprovalRequestEdge, description="The requests of this page.")
    total_count = graphene.Int(description="How many there are in all.")

    class Meta:
        name = "W2PApprovalRequestCountableConnection"
        description = "A page of approval requests."


def shown_request(info: Any, loading: Promise) -> Promise:
    """Resolve to a request if it exists for the person who asks, else to None."""

    def filter_by(asked_and_found: list[Any]) -> ApprovalRequest | None:
        (requestor, memberships), found = asked_and_found
        return found if found and may_view(requestor, memberships, found) else None

    return Promise.all([asking(info.context), loading]).then(filter_by)


def resolve_request_of_checkout(root: Any, info: Any) -> Promise:
    """Return the newest request of a checkout."""
    return shown_request(info, LatestRequestByCheckout(info.context).load(node(root).pk))

"""w2pApprovalDecide."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.approvals.decide import decide
from saleor_w2p_plugin.graphql.base import W2PMutation, plain_text, uuid_id
from saleor_w2p_plugin.graphql.types.approval import W2PApprovalRequest, W2PDecision
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import Decision

LONGEST_REASON = 2000


class W2PApprovalDecide(W2PMutation):
    """Decide on an approval request."""

    approval_request = graphene.Field(W2PApprovalRequest, description="The request.")

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the request.")
        decision = W2PDecision(required=True, description="The decision.")
        reason = graphene.String(description="Why; required for anything but APPROVE.")
        expect_fingerprint = graphene.String(
            required=True, description="The fingerprint of the request that you have seen."
        )

    class Meta:
        description = (
            "Decide the step of a request that waits for you. Nobody decides on an own request."
        )

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PApprovalDecide:
        """Decide the active step."""
        reason = plain_text(data.get("reason"), LONGEST_REASON, "reason")
        decided = decide(
            requestor,
            uuid_id(data["id"], "W2PApprovalRequest", "id"),
            Decision(data["decision"]),
            reason,
            data["expect_fingerprint"],
        )
        return cls(approval_request=decided)

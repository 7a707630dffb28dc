"""w2pApprovalWithdraw."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.approvals.decide import withdraw
from saleor_w2p_plugin.graphql.base import W2PMutation, uuid_id
from saleor_w2p_plugin.graphql.types.approval import W2PApprovalRequest
from saleor_w2p_plugin.host.ports import Requestor


class W2PApprovalWithdraw(W2PMutation):
    """Take an approval request back."""

    approval_request = graphene.Field(W2PApprovalRequest, description="The request.")

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the request.")

    class Meta:
        description = "Take your own open or granted approval request back."

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PApprovalWithdraw:
        """Withdraw the request."""
        key = uuid_id(data["id"], "W2PApprovalRequest", "id")
        return cls(approval_request=withdraw(requestor, key))

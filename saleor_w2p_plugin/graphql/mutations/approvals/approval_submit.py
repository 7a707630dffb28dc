"""w2pApprovalSubmit."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, plain_text, uuid_id
from saleor_w2p_plugin.graphql.types.approval import W2PApprovalRequest
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.ordering.submission import submit_for_approval

LONGEST_NOTE = 2000


class W2PApprovalSubmit(W2PMutation):
    """Ask for approval of a cart."""

    approval_request = graphene.Field(W2PApprovalRequest, description="The request.")

    class Arguments:
        checkout_id = graphene.ID(required=True, description="The ID of your checkout.")
        note = graphene.String(description="What the approver should know.")

    class Meta:
        description = "Ask for approval of your own cart, as it is now."

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PApprovalSubmit:
        """Submit the cart."""
        note = plain_text(data.get("note"), LONGEST_NOTE, "note")
        checkout = uuid_id(data["checkout_id"], "Checkout", "checkoutId")
        return cls(approval_request=submit_for_approval(requestor, checkout, note))

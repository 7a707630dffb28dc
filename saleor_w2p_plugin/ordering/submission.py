"""A checkout id in, an approval request out, where nothing but approval is missing."""

from __future__ import annotations

from uuid import UUID

from saleor_w2p_plugin.approvals.submit import submit
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import Code, W2PError, W2PProblem, refuse
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import ApprovalRequest
from saleor_w2p_plugin.ordering.gate import orderability


def submit_for_approval(requestor: Requestor, checkout_id: UUID, note: str) -> ApprovalRequest:
    """Submit the requestor's own cart.

    Raises W2PError: NOT_FOUND, NOT_ORDERABLE with one problem per blocker that no approver can
    lift, NOTHING_TO_APPROVE, and as `approvals.submit.submit`.
    """
    cart = host().cart(checkout_id)
    if cart is None or requestor.user_id is None or cart.user_id != requestor.user_id:
        raise refuse(Code.NOT_FOUND, "There is no such cart of yours.", "checkoutId")
    found = orderability(cart)
    if found.but_for_approval:
        raise W2PError(
            *(
                W2PProblem(
                    Code.NOT_ORDERABLE,
                    blocker.message,
                    "lines" if blocker.line_id else "checkoutId",
                    {"blocker": blocker.code.value, "line_id": blocker.line_id},
                )
                for blocker in found.but_for_approval
            )
        )
    if found.chain is None or not cart.lines:
        raise refuse(Code.NOTHING_TO_APPROVE, "This cart needs no approval.", "checkoutId")
    return submit(requestor, cart, found.personalizations, found.chain, note)

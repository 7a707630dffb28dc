"""What stands against ordering a checkout, in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.graphql.base import enum_of, node, non_null_list
from saleor_w2p_plugin.ordering.gate import Blocker, BlockerCode, orderability

W2PBlockerCode = enum_of("W2PBlockerCode", BlockerCode, "Why a checkout cannot be ordered.")


class W2PBlocker(graphene.ObjectType):
    """One reason why a checkout cannot be ordered."""

    code = graphene.Field(W2PBlockerCode, required=True, description="The reason.")
    message = graphene.String(required=True, description="The reason, in a sentence.")
    line = graphene.ID(description="The ID of the checkout line it is about.")

    class Meta:
        description = "One reason why a checkout cannot be ordered."

    @staticmethod
    def resolve_line(root: Blocker, _info: Any) -> str | None:
        """Return the relay id of the line."""
        if root.line_id is None:
            return None
        return str(graphene.Node.to_global_id("CheckoutLine", root.line_id))


class W2POrderability(graphene.ObjectType):
    """Whether a checkout can be ordered."""

    orderable = graphene.Boolean(required=True, description="Whether nothing stands against it.")
    blockers = non_null_list(W2PBlocker, description="What stands against it.")

    class Meta:
        description = "Whether a checkout can be ordered, as `checkoutComplete` will answer."


def resolve_orderability(root: Any, info: Any) -> dict[str, Any]:
    """Say beforehand what `checkoutComplete` will refuse."""
    with host().reading(info.context) as using:
        cart = host().cart(node(root).pk, using)
        blockers = orderability(cart, using).blockers if cart else ()
    return {"orderable": not blockers, "blockers": blockers}

"""w2pPersonalizationBind."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, uuid_id
from saleor_w2p_plugin.graphql.types.personalization import W2PPersonalization
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.binding import bind


class W2PPersonalizationBind(W2PMutation):
    """Tie a personalization to a line of the cart."""

    personalization = graphene.Field(W2PPersonalization, description="The personalization.")

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the personalization.")
        checkout_line_id = graphene.ID(required=True, description="The ID of the checkout line.")

    class Meta:
        description = (
            "Tie a personalization to a line of your own cart; binding again moves it. Requires "
            "its owner, a brand owner or an admin of its company."
        )

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PPersonalizationBind:
        """Bind the personalization."""
        key = uuid_id(data["id"], "W2PPersonalization", "id")
        line = uuid_id(data["checkout_line_id"], "CheckoutLine", "checkoutLineId")
        return cls(personalization=bind(requestor, key, line))

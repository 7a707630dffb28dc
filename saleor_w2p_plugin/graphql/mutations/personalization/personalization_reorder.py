"""w2pPersonalizationReorder."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, non_null_list, uuid_id
from saleor_w2p_plugin.graphql.types.difference import W2PDifference
from saleor_w2p_plugin.graphql.types.personalization import W2PPersonalization
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.converting import reorder


class W2PPersonalizationReorder(W2PMutation):
    """Make a personalization to be ordered again."""

    personalization = graphene.Field(W2PPersonalization, description="The new personalization.")
    differences = non_null_list(
        W2PDifference, description="How its answers differ from those that were ordered."
    )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of what has been ordered.")

    class Meta:
        description = (
            "Make a new personalization of one that has been ordered: the same print, or converted "
            "to the current revision, as its design says. Requires its owner, a brand owner or an "
            "admin of its company."
        )

    @staticmethod
    def resolve_differences(root: W2PPersonalizationReorder, _info: Any) -> list[Any]:
        """Return the differences; none where it was refused."""
        return root.differences or []

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PPersonalizationReorder:
        """Make the new personalization."""
        done = reorder(requestor, uuid_id(data["id"], "W2PPersonalization", "id"))
        return cls(personalization=done.personalization, differences=done.differences)

"""w2pDesignUpdate."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2POperatorMutation, int_id
from saleor_w2p_plugin.graphql.types.design import ShownDesign, W2PDesign, W2PRevisionPolicy
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import RevisionPolicy
from saleor_w2p_plugin.personalization.publish import on_new_revision


class W2PDesignUpdate(W2POperatorMutation):
    """Change what a new revision of a design means for what is filled in already."""

    design = graphene.Field(W2PDesign, description="The design.")

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the design.")
        on_new_revision = graphene.Argument(
            W2PRevisionPolicy,
            required=True,
            description="What becomes of what is filled in already once there is a new revision.",
        )

    class Meta:
        description = (
            "Change what a new revision of a design means for carts and for what is ordered again. "
            "Requires MANAGE_WEB_TO_PRINT."
        )

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PDesignUpdate:
        """Change the design."""
        key = int_id(data["id"], "W2PDesign", "id")
        design = on_new_revision(key, RevisionPolicy(data["on_new_revision"]))
        return cls(design=ShownDesign(design.current) if design.current else None)

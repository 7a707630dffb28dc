"""w2pPersonalizationUpdate."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, uuid_id
from saleor_w2p_plugin.graphql.mutations.personalization.inputs import (
    W2PAnswerInput,
    answers_by_field,
)
from saleor_w2p_plugin.graphql.types.personalization import W2PPersonalization
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.actions import update


class W2PPersonalizationUpdateInput(graphene.InputObjectType):
    """The answers to replace."""

    answers = graphene.List(
        graphene.NonNull(W2PAnswerInput),
        required=True,
        description="Answers to replace; fields that are left out keep theirs.",
    )

    class Meta:
        description = "The answers to replace."


class W2PPersonalizationUpdate(W2PMutation):
    """Change the answers of a personalization."""

    personalization = graphene.Field(W2PPersonalization, description="The personalization.")

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the personalization.")
        input = W2PPersonalizationUpdateInput(required=True, description="What to change.")

    class Meta:
        description = (
            "Change the answers of a personalization that is not ordered. An approval that it has "
            "no longer counts. Requires its owner, a brand owner or an admin of its company."
        )

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PPersonalizationUpdate:
        """Change the personalization."""
        key = uuid_id(data["id"], "W2PPersonalization", "id")
        changed = update(requestor, key, answers_by_field(data["input"]["answers"]))
        return cls(personalization=changed)

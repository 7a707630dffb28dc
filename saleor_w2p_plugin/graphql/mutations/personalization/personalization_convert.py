"""w2pPersonalizationConvert."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, non_null_list, uuid_id
from saleor_w2p_plugin.graphql.mutations.personalization.inputs import (
    W2PAnswerInput,
    answers_by_field,
)
from saleor_w2p_plugin.graphql.types.difference import W2PDifference
from saleor_w2p_plugin.graphql.types.personalization import W2PPersonalization
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.converting import convert


class W2PPersonalizationConvert(W2PMutation):
    """Take a personalization to the current revision of its design."""

    personalization = graphene.Field(W2PPersonalization, description="The personalization.")
    differences = non_null_list(
        W2PDifference, description="How its answers differ from those before."
    )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the personalization.")
        answers = graphene.List(
            graphene.NonNull(W2PAnswerInput),
            description=(
                "Answers to replace; fields that are left out keep theirs. Needed where the design "
                "stops: fields that are left out take their default then."
            ),
        )

    class Meta:
        description = (
            "Fill in the current revision of a design with the answers to an earlier one. An "
            "approval that it has no longer counts. Requires its owner, a brand owner or an admin "
            "of its company."
        )

    @staticmethod
    def resolve_differences(root: W2PPersonalizationConvert, _info: Any) -> list[Any]:
        """Return the differences; none where it was refused."""
        return root.differences or []

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PPersonalizationConvert:
        """Convert the personalization."""
        key, given = uuid_id(data["id"], "W2PPersonalization", "id"), data.get("answers")
        answers = None if given is None else answers_by_field(given)
        done = convert(requestor, key, answers)
        return cls(personalization=done.personalization, differences=done.differences)

"""w2pPersonalizationCreate."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import W2PMutation, int_id
from saleor_w2p_plugin.graphql.mutations.personalization.inputs import (
    W2PAnswerInput,
    answers_by_field,
)
from saleor_w2p_plugin.graphql.types.personalization import W2PPersonalization
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.personalization.actions import create


class W2PPersonalizationCreateInput(graphene.InputObjectType):
    """What to personalise, for whom, with which answers."""

    variant_id = graphene.ID(required=True, description="The ID of the product variant.")
    company_id = graphene.ID(description="The company to buy for, where there are several.")
    answers = graphene.List(
        graphene.NonNull(W2PAnswerInput),
        required=True,
        description="Answers; fields that are left out take their default.",
    )

    class Meta:
        description = "What to personalise, for whom, with which answers."


class W2PPersonalizationCreate(W2PMutation):
    """Fill in the design of a product variant."""

    personalization = graphene.Field(W2PPersonalization, description="The personalization.")

    class Arguments:
        input = W2PPersonalizationCreateInput(required=True, description="What to create.")

    class Meta:
        description = "Fill in the design of a product variant. Requires a signed-in member."

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PPersonalizationCreate:
        """Create the personalization."""
        given = data["input"]
        company = given.get("company_id")
        created = create(
            requestor,
            int_id(given["variant_id"], "ProductVariant", "variantId"),
            int_id(company, "W2PCompany", "companyId") if company else None,
            answers_by_field(given["answers"]),
        )
        return cls(personalization=created)

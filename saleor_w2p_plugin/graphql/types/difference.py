"""Differences in GraphQL: between revisions of a design, and between answers to them."""

from __future__ import annotations

import graphene

from saleor_w2p_plugin.design.differences import Change
from saleor_w2p_plugin.graphql.base import enum_of

W2PChange = enum_of("W2PChange", Change, "What became of something.")


class W2PDifference(graphene.ObjectType):
    """What became of a field."""

    field = graphene.String(required=True, description="The name of the field.")
    change = graphene.Field(W2PChange, required=True, description="What became of it.")
    property = graphene.String(
        description="The property of the field that differs; null for its answer, or all of it."
    )
    old = graphene.String(description="What was there; JSON where it is no text.")
    new = graphene.String(description="What is there now; JSON where it is no text.")

    class Meta:
        description = "What became of a field of a design, or of its answer."

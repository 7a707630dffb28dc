"""Companies and memberships in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.brand import load_brand
from saleor_w2p_plugin.graphql.base import enum_of, node, non_null_list
from saleor_w2p_plugin.graphql.dataloaders import BrandById, MembershipsByUser
from saleor_w2p_plugin.models import BrandRevision, Company, CompanyMember, Role
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.swatches import swatches

W2PRole = enum_of("W2PRole", Role, "What a member may do for a company.")


class W2PSwatch(graphene.ObjectType):
    """A colour of a brand."""

    slot = graphene.String(required=True, description="The brand slot that it fills.")
    name = graphene.String(
        required=True, description="The name of the ink of a spot colour; else that of the slot."
    )
    spot = graphene.Boolean(
        required=True, description="Whether it is printed in an ink of its own."
    )
    hex = graphene.String(
        required=True, description="How it looks on a screen, as it is printed, `#rrggbb`."
    )

    class Meta:
        description = "A colour of a company's brand."


class W2PCompany(graphene.ObjectType):
    """A company that buys print."""

    id = graphene.ID(required=True, description="The ID of the company.")
    name = graphene.String(required=True, description="The name of the company.")
    slug = graphene.String(required=True, description="The slug of the company.")
    swatches = non_null_list(W2PSwatch, description="The colours of its brand, by their slots.")

    class Meta:
        description = "A company that buys print."

    @staticmethod
    def resolve_id(root: Company, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PCompany", root.pk))

    @staticmethod
    def resolve_swatches(root: Company, info: Any) -> Promise | list[W2PSwatch]:
        """Return the colours of the brand; none where there is no brand."""
        if root.brand_id is None:
            return []
        return BrandById(info.context).load(root.brand_id).then(_swatches)


def _swatches(published: BrandRevision | None) -> list[W2PSwatch]:
    if published is None:
        return []
    return [
        W2PSwatch(slot=each.slot, name=each.label, spot=each.kind == "spot", hex=each.hex)
        for each in swatches(load_brand(published.document), colour.of())
    ]


class W2PMembership(graphene.ObjectType):
    """One person in one company."""

    id = graphene.ID(required=True, description="The ID of the membership.")
    company = graphene.Field(W2PCompany, required=True, description="The company.")
    role = graphene.Field(W2PRole, required=True, description="The role in the company.")
    title = graphene.String(required=True, description="The job title, as printed on cards.")

    class Meta:
        description = "A person's membership in a company."

    @staticmethod
    def resolve_id(root: CompanyMember, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PMembership", root.pk))


def resolve_memberships(root: Any, info: Any) -> Promise:
    """List the memberships of a user: one's own, and anybody's for operators; else none."""
    requestor = host().requestor(info.context)
    user_id = node(root).pk
    if requestor.user_id != user_id and not requestor.is_operator:
        return Promise.resolve([])
    return MembershipsByUser(info.context).load(user_id)

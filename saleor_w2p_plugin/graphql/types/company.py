"""Companies and memberships in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.graphql.base import enum_of, node
from saleor_w2p_plugin.graphql.dataloaders import MembershipsByUser
from saleor_w2p_plugin.models import Company, CompanyMember, Role

W2PRole = enum_of("W2PRole", Role, "What a member may do for a company.")


class W2PCompany(graphene.ObjectType):
    """A company that buys print."""

    id = graphene.ID(required=True, description="The ID of the company.")
    name = graphene.String(required=True, description="The name of the company.")
    slug = graphene.String(required=True, description="The slug of the company.")

    class Meta:
        description = "A company that buys print."

    @staticmethod
    def resolve_id(root: Company, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PCompany", root.pk))


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

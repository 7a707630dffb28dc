"""Channel and shop in, their GraphQL types out."""

from __future__ import annotations

import graphene
from graphql import ResolveInfo


class Channel(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    is_active = graphene.Boolean(required=True)
    currency_code = graphene.String(required=True)

    class Meta:
        interfaces = (graphene.Node,)


class Shop(graphene.ObjectType):
    name = graphene.String(required=True)


class ShopQueries(graphene.ObjectType):
    shop = graphene.Field(Shop, required=True)

    @staticmethod
    def resolve_shop(_root: None, _info: ResolveInfo) -> dict[str, str]:
        return {"name": "Print sandbox"}

"""The shop's types and the plugin's in, one executable schema out."""

from __future__ import annotations

from functools import cache

import graphene

from saleor_w2p_plugin.graphql import extensions, guards
from saleor_w2p_plugin.graphql import schema as w2p
from sandbox.api import account, cart, checkout, checkout_mutations, metadata, order, product
from sandbox.api.channel import ShopQueries

# The types that the plugin adds fields to.
EXTENSIBLE = {
    type_._meta.name: type_
    for type_ in (
        account.User,
        product.Product,
        product.ProductVariant,
        checkout.Checkout,
        checkout.CheckoutLine,
        order.Order,
        order.OrderLine,
    )
}


class ShopQuery(
    account.AccountQueries,
    checkout.CheckoutQueries,
    order.OrderQueries,
    product.ProductQueries,
    ShopQueries,
):
    """What can be asked."""


class ShopMutation(
    account.AccountMutations, checkout_mutations.CheckoutMutations, order.OrderMutations
):
    """What can be changed."""

    update_metadata = metadata.UpdateMetadata.Field()


@cache
def build_schema() -> graphene.Schema:
    """Compose the schema of shop and plugin, in the steps in which it is done inside Saleor."""
    extensions.extend(EXTENSIBLE)
    extensions.extend_order_errors([cart.CheckoutErrorCode])
    query = type("Query", (w2p.W2PQueries, ShopQuery), {})
    mutation = type("Mutation", (w2p.W2PMutations, ShopMutation), {})
    schema = graphene.Schema(query=query, mutation=mutation)
    guards.install(schema)
    return schema

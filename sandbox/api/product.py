"""Requestor, channel and filters in, products and variants out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLError, ResolveInfo
from promise import Promise

from sandbox.api.base import exactly_one, non_null_list
from sandbox.api.connections import Page, connection_field, connection_type, page_of
from sandbox.api.ids import pks_of, row_or_none
from sandbox.api.loaders import row_of, rows_of
from sandbox.api.money import TaxedMoney, TaxedMoneyRange, taxed
from sandbox.channel import models as channel_models
from sandbox.product import models
from sandbox.product.managers import sees_all_products


@dataclass(frozen=True)
class ChannelContext:
    """A product or variant as seen in a channel; Saleor's resolvers get the same pair."""

    node: Any
    channel_slug: str | None


def _from_node(name: str, default: Any, root: Any, _info: ResolveInfo, **_args: Any) -> Any:
    return getattr(root.node, name, default)


class ProductPricingInfo(graphene.ObjectType):
    price_range = graphene.Field(TaxedMoneyRange)


class VariantPricingInfo(graphene.ObjectType):
    price = graphene.Field(TaxedMoney)


class ProductVariant(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    sku = graphene.String()
    product = graphene.Field(lambda: Product, required=True)
    channel = graphene.String()
    pricing = graphene.Field(VariantPricingInfo)

    class Meta:
        interfaces = (graphene.Node,)
        default_resolver = _from_node

    @staticmethod
    def resolve_product(root: ChannelContext, info: ResolveInfo) -> Promise[ChannelContext]:
        return row_of(info.context, models.Product, root.node.product_id).then(
            lambda product: ChannelContext(product, root.channel_slug)
        )

    @staticmethod
    def resolve_channel(root: ChannelContext, _info: ResolveInfo) -> str | None:
        return root.channel_slug

    @staticmethod
    def resolve_pricing(root: ChannelContext, info: ResolveInfo) -> Promise[dict[str, Any] | None]:
        def pricing(listing: models.ProductVariantChannelListing | None) -> dict[str, Any] | None:
            price = _price(listing)
            return price and {"price": price}

        return listing_of(info, root.node, root.channel_slug).then(pricing)


class Product(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    description = graphene.JSONString()
    channel = graphene.String()
    pricing = graphene.Field(ProductPricingInfo)
    variants = non_null_list(ProductVariant)

    class Meta:
        interfaces = (graphene.Node,)
        default_resolver = _from_node

    @staticmethod
    def resolve_channel(root: ChannelContext, _info: ResolveInfo) -> str | None:
        return root.channel_slug

    @staticmethod
    def resolve_variants(root: ChannelContext, info: ResolveInfo) -> Promise[list[ChannelContext]]:
        return _sold_variants(root, info).then(
            lambda sold: [ChannelContext(variant, root.channel_slug) for variant, _ in sold]
        )

    @staticmethod
    def resolve_pricing(root: ChannelContext, info: ResolveInfo) -> Promise[dict[str, Any] | None]:
        def pricing(sold: list[Any]) -> dict[str, Any] | None:
            listed = [listing for _, listing in sold if _price(listing)]
            if not listed:
                return None
            listed.sort(key=lambda listing: listing.price_amount)
            return {"price_range": {"start": _price(listed[0]), "stop": _price(listed[-1])}}

        return _sold_variants(root, info).then(pricing)


def _sold_variants(root: ChannelContext, info: ResolveInfo) -> Promise[list[tuple[Any, Any]]]:
    """Promise (variant, listing) of what the requestor may buy; staff also see what is not sold."""
    all_shown = sees_all_products(info.context.user)

    def with_listings(variants: list[models.ProductVariant]) -> Promise[list[tuple[Any, Any]]]:
        listings = [listing_of(info, variant, root.channel_slug) for variant in variants]
        return Promise.all(listings).then(
            lambda found: [
                pair
                for pair in zip(variants, found, strict=True)
                if all_shown or _price(pair[1]) is not None
            ]
        )

    loaded = rows_of(info.context, models.ProductVariant, "product_id", root.node.pk)
    return loaded.then(with_listings)


def listing_of(
    info: ResolveInfo, variant: models.ProductVariant, channel_slug: str | None
) -> Promise[models.ProductVariantChannelListing | None]:
    """Promise the listing of a variant in a channel, or None."""

    def of_channel(found: list[Any]) -> models.ProductVariantChannelListing | None:
        channels, listings = found
        pks = {channel.pk for channel in channels}
        return next((listing for listing in listings if listing.channel_id in pks), None)

    channels = rows_of(info.context, channel_models.Channel, "slug", channel_slug)
    listings = rows_of(info.context, models.ProductVariantChannelListing, "variant_id", variant.pk)
    return Promise.all([channels, listings]).then(of_channel)


def in_channel(info: ResolveInfo, variant_id: int, owner: Promise[Any]) -> Promise[ChannelContext]:
    """Promise a variant as seen in the channel of a cart or order."""

    def found(rows: list[Any]) -> ChannelContext:
        return ChannelContext(rows[0], rows[1].slug)

    variant = row_of(info.context, models.ProductVariant, variant_id)
    channel = owner.then(lambda row: row_of(info.context, channel_models.Channel, row.channel_id))
    return Promise.all([variant, channel]).then(found)


def _price(listing: models.ProductVariantChannelListing | None) -> dict[str, Any] | None:
    amount: Decimal | None = listing.price_amount if listing else None
    return None if amount is None else taxed(amount, listing.currency)


ProductCountableConnection = connection_type(Product)
ProductVariantCountableConnection = connection_type(ProductVariant)


class StringFilterInput(graphene.InputObjectType):
    eq = graphene.String()
    one_of = non_null_list(graphene.String)


class ProductFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = non_null_list(graphene.ID)
    slugs = non_null_list(graphene.String)


class ProductWhereInput(graphene.InputObjectType):
    ids = non_null_list(graphene.ID)
    slug = graphene.Field(StringFilterInput)
    name = graphene.Field(StringFilterInput)


class ProductQueries(graphene.ObjectType):
    product = graphene.Field(
        Product, id=graphene.ID(), slug=graphene.String(), channel=graphene.String()
    )
    products = connection_field(
        ProductCountableConnection,
        filter=ProductFilterInput(),
        where=ProductWhereInput(),
        search=graphene.String(),
        channel=graphene.String(),
    )
    product_variant = graphene.Field(
        ProductVariant, id=graphene.ID(), sku=graphene.String(), channel=graphene.String()
    )
    product_variants = connection_field(
        ProductVariantCountableConnection, ids=non_null_list(graphene.ID), channel=graphene.String()
    )

    @staticmethod
    def resolve_product(
        _root: None, info: ResolveInfo, id: str = "", slug: str = "", channel: str | None = None
    ) -> ChannelContext | None:
        exactly_one(id=id, slug=slug)
        rows, channel = _visible(models.Product.objects, info, channel)
        found = row_or_none(rows, id, "Product") if id else rows.filter(slug=slug).first()
        return found and ChannelContext(found, channel)

    @staticmethod
    def resolve_products(
        _root: None,
        info: ResolveInfo,
        channel: str | None = None,
        first: int | None = None,
        after: str | None = None,
        **wishes: Any,
    ) -> Page:
        rows, channel = _visible(models.Product.objects, info, channel)
        if not sees_all_products(info.context.user):
            listings = models.ProductChannelListing.objects.filter(channel__slug=channel)
            listed = listings.filter(visible_in_listings=True).values("product_id")
            rows = rows.filter(pk__in=listed)
        rows = rows.filter(_wanted(**wishes))
        return page_of(rows, info, "slug", first, after, lambda row: ChannelContext(row, channel))

    @staticmethod
    def resolve_product_variant(
        _root: None, info: ResolveInfo, id: str = "", sku: str = "", channel: str | None = None
    ) -> ChannelContext | None:
        exactly_one(id=id, sku=sku)
        products, channel = _visible(models.Product.objects, info, channel)
        rows = models.ProductVariant.objects.filter(product__in=products)
        if not sees_all_products(info.context.user):
            rows = rows.available_in_channel(_channel(channel))
        found = row_or_none(rows, id, "ProductVariant") if id else rows.filter(sku=sku).first()
        return found and ChannelContext(found, channel)

    @staticmethod
    def resolve_product_variants(
        _root: None,
        info: ResolveInfo,
        ids: list[str] | None = None,
        channel: str | None = None,
        **paging: Any,
    ) -> Page:
        rows, channel = _visible(models.ProductVariant.objects, info, channel)
        if ids is not None:
            rows = rows.filter(pk__in=pks_of(models.ProductVariant, ids, "ProductVariant"))
        return page_of(rows, info, "id", wrap=lambda row: ChannelContext(row, channel), **paging)


def _visible(
    rows: QuerySet[Any], info: ResolveInfo, slug: str | None
) -> tuple[QuerySet[Any], str | None]:
    """Keep what the requestor may see; without a channel customers get the shop's only one."""
    user = info.context.user
    limited = slug is not None
    if slug is None and not sees_all_products(user):
        slug = _default_channel_slug()
    return rows.visible_to_user(user, _channel(slug), limited), slug


def _channel(slug: str | None) -> channel_models.Channel | None:
    return channel_models.Channel.objects.filter(slug=slug).first() if slug else None


def _default_channel_slug() -> str:
    slugs = channel_models.Channel.objects.filter(is_active=True).values_list("slug", flat=True)
    if len(slugs) != 1:
        raise GraphQLError("Several channels are open: say which by `channel`.")
    return slugs[0]


def _wanted(
    search: str | None = None,
    filter: dict[str, Any] | None = None,
    where: dict[str, Any] | None = None,
) -> Q:
    """Turn the arguments of `products` into a condition."""
    wanted, filter, where = Q(), filter or {}, where or {}
    for text in (search, filter.get("search")):
        if text:
            wanted &= Q(name__icontains=text) | Q(slug__icontains=text)
    for ids in (filter.get("ids"), where.get("ids")):
        if ids is not None:
            wanted &= Q(pk__in=pks_of(models.Product, ids, "Product"))
    if slugs := filter.get("slugs"):
        wanted &= Q(slug__in=slugs)
    for column in ("slug", "name"):
        condition = where.get(column) or {}
        if "eq" in condition:
            wanted &= Q(**{column: condition["eq"]})
        if "one_of" in condition:
            wanted &= Q(**{f"{column}__in": condition["one_of"] or []})
    return wanted

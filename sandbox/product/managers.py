"""Requestor and channel in, the products and variants they may see out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef

if TYPE_CHECKING:
    from sandbox.account.models import User
    from sandbox.channel.models import Channel


def sees_all_products(requestor: User | None) -> bool:
    """Say whether somebody holds a product permission of Saleor's: here, staff do."""
    return requestor.has_perm("product.manage_products") if requestor else False


class ProductsQueryset(models.QuerySet):
    def published(self, channel: Channel) -> Self:
        """Keep products shown in the channel, with or without a price."""
        from sandbox.product.models import ProductChannelListing

        if not channel.is_active:
            return self.none()
        listings = ProductChannelListing.objects.using(self.db).filter(
            channel=channel, is_published=True, product_id=OuterRef("pk")
        )
        return self.filter(Exists(listings))

    def published_with_variants(self, channel: Channel) -> Self:
        """Keep products shown in the channel that have a variant with a price there."""
        from sandbox.product.models import ProductVariant

        priced = ProductVariant.objects.using(self.db).available_in_channel(channel)
        return self.published(channel).filter(Exists(priced.filter(product_id=OuterRef("pk"))))

    def visible_to_user(
        self, requestor: User | None, channel: Channel | None, limited_channel_access: bool
    ) -> Self:
        """Keep what a requestor may see; staff see all, or all of a channel when limited to it."""
        from sandbox.product.models import ProductChannelListing

        if not sees_all_products(requestor):
            return self.published_with_variants(channel) if channel else self.none()
        if not limited_channel_access:
            return self.all()
        listings = ProductChannelListing.objects.using(self.db).filter(channel=channel)
        return self.filter(Exists(listings.filter(product_id=OuterRef("pk"))))


class ProductVariantQueryset(models.QuerySet):
    def available_in_channel(self, channel: Channel | None) -> Self:
        """Keep variants that have a price in the channel."""
        from sandbox.product.models import ProductVariantChannelListing

        listings = ProductVariantChannelListing.objects.using(self.db).filter(
            channel=channel, price_amount__isnull=False, variant_id=OuterRef("pk")
        )
        return self.filter(Exists(listings)) if channel else self.none()

    def visible_to_user(
        self, requestor: User | None, channel: Channel | None, limited_channel_access: bool
    ) -> Self:
        """Keep what a requestor may see; unlike for products, unlisted ones are hidden too."""
        from sandbox.product.models import ProductChannelListing

        if sees_all_products(requestor):
            if not limited_channel_access:
                return self.all()
            listings = ProductChannelListing.objects.using(self.db).filter(channel=channel)
            return self.filter(Exists(listings.filter(product_id=OuterRef("product_id"))))
        if not channel or not channel.is_active:
            return self.none()
        listings = ProductChannelListing.objects.using(self.db).filter(
            channel=channel, is_published=True, visible_in_listings=True
        )
        shown = self.filter(Exists(listings.filter(product_id=OuterRef("product_id"))))
        return shown.available_in_channel(channel)

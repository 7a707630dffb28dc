"""What is sold: products, their variants, and where and for how much they are listed."""

from __future__ import annotations

from django.db import models

from sandbox.channel.models import Channel
from sandbox.product.managers import ProductsQueryset, ProductVariantQueryset


class Product(models.Model):
    """A product; `description` is an EditorJS document as in Saleor."""

    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True, allow_unicode=True)
    description = models.JSONField(blank=True, null=True)
    # Saleor keeps this on the product type.
    is_shipping_required = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProductsQueryset.as_manager()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class ProductVariant(models.Model):
    """One thing that can be put into a cart."""

    name = models.CharField(max_length=255, blank=True)
    sku = models.CharField(max_length=255, unique=True, null=True, blank=True)
    product = models.ForeignKey(Product, related_name="variants", on_delete=models.CASCADE)
    sort_order = models.IntegerField(default=0)

    objects = ProductVariantQueryset.as_manager()

    class Meta:
        ordering = ("sort_order", "pk")

    def __str__(self) -> str:
        return self.name or str(self.sku)

    def is_shipping_required(self) -> bool:
        return self.product.is_shipping_required


class ProductChannelListing(models.Model):
    """Whether a product is shown and sold in a channel."""

    product = models.ForeignKey(Product, related_name="channel_listings", on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, related_name="product_listings", on_delete=models.CASCADE)
    is_published = models.BooleanField(default=True)
    visible_in_listings = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("product", "channel"), name="product_listed_once")
        ]

    def __str__(self) -> str:
        return f"{self.product} in {self.channel}"


class ProductVariantChannelListing(models.Model):
    """The price of a variant in a channel, for one piece; no price means not for sale."""

    variant = models.ForeignKey(
        ProductVariant, related_name="channel_listings", on_delete=models.CASCADE
    )
    channel = models.ForeignKey(Channel, related_name="variant_listings", on_delete=models.CASCADE)
    currency = models.CharField(max_length=3)
    price_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("variant", "channel"), name="variant_listed_once")
        ]

    def __str__(self) -> str:
        return f"{self.variant} in {self.channel}"

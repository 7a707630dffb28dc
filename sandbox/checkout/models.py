"""Carts: what a guest or customer is about to order, and how it can be sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from sandbox.account.models import Address
from sandbox.channel.models import Channel
from sandbox.product.models import ProductVariant


class ShippingMethod(models.Model):
    """A way to send an order, for one price per order; Saleor has it in an app of its own."""

    name = models.CharField(max_length=100)
    channel = models.ForeignKey(Channel, related_name="shipping_methods", on_delete=models.CASCADE)
    currency = models.CharField(max_length=3)
    price_amount = models.DecimalField(max_digits=12, decimal_places=3, default=0)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Checkout(models.Model):
    """A cart; whoever knows its id may read and change it, as in Saleor."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_change = models.DateTimeField(auto_now=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        related_name="checkouts",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
    )
    email = models.EmailField(blank=True)
    channel = models.ForeignKey(Channel, related_name="checkouts", on_delete=models.PROTECT)
    currency = models.CharField(max_length=3)
    billing_address = models.ForeignKey(
        Address, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    shipping_address = models.ForeignKey(
        Address, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    shipping_method = models.ForeignKey(
        ShippingMethod, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    metadata = models.JSONField(default=dict, blank=True)
    private_metadata = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-last_change", "pk")

    def __str__(self) -> str:
        return str(self.token)


class CheckoutLine(models.Model):
    """A quantity of one variant; several lines of a variant can stand beside each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    checkout = models.ForeignKey(Checkout, related_name="lines", on_delete=models.CASCADE)
    variant = models.ForeignKey(ProductVariant, related_name="+", on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    # Replaces the catalog price of one piece; 0 is a price, None is none.
    price_override = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    # Saleor puts gifts of promotions in by itself; this shop has none.
    is_gift = models.BooleanField(default=False)
    metadata = models.JSONField(default=dict, blank=True)
    private_metadata = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant}"

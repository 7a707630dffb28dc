"""Orders: what was bought, frozen at the moment of buying."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from sandbox.account.models import Address, User
from sandbox.channel.models import Channel
from sandbox.product.models import ProductVariant


class OrderStatus(models.TextChoices):
    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    UNFULFILLED = "unfulfilled"
    PARTIALLY_FULFILLED = "partially fulfilled"
    PARTIALLY_RETURNED = "partially_returned"
    RETURNED = "returned"
    FULFILLED = "fulfilled"
    CANCELED = "canceled"
    EXPIRED = "expired"


class OrderQueryset(models.QuerySet["Order"]):
    def get_by_checkout_token(self, token: object) -> Order | None:
        """Return the order that a checkout became, if it did."""
        return self.filter(checkout_token=str(token)).first()

    def visible_to_user(self, requestor: User | None) -> Self:
        """Keep orders of the requestor; staff see all. Saleor shows any order by its id."""
        if not requestor:
            return self.none()
        return self if requestor.is_staff else self.filter(user=requestor)


class Order(models.Model):
    """An order in the currency of its channel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    status = models.CharField(
        max_length=32, choices=OrderStatus.choices, default=OrderStatus.UNFULFILLED
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        related_name="orders",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    user_email = models.EmailField(blank=True)
    channel = models.ForeignKey(Channel, related_name="orders", on_delete=models.PROTECT)
    # Empty for orders without a checkout, otherwise unique: completing twice orders once.
    checkout_token = models.CharField(max_length=36, blank=True)
    billing_address = models.ForeignKey(
        Address, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    shipping_address = models.ForeignKey(
        Address, related_name="+", on_delete=models.SET_NULL, null=True, blank=True
    )
    shipping_method_name = models.CharField(max_length=255, blank=True)
    currency = models.CharField(max_length=3)
    shipping_price_amount = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    total_amount = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    metadata = models.JSONField(default=dict, blank=True)
    private_metadata = models.JSONField(default=dict, blank=True)

    objects = OrderQueryset.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("checkout_token",),
                condition=~models.Q(checkout_token=""),
                name="checkout_ordered_once",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class OrderLine(models.Model):
    """A bought quantity with names and prices of that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    order = models.ForeignKey(Order, related_name="lines", on_delete=models.CASCADE)
    variant = models.ForeignKey(
        ProductVariant,
        related_name="order_lines",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    product_name = models.CharField(max_length=386)
    variant_name = models.CharField(max_length=255, blank=True)
    product_sku = models.CharField(max_length=255, blank=True)
    is_shipping_required = models.BooleanField()
    quantity = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    unit_price_amount = models.DecimalField(max_digits=12, decimal_places=3)
    total_price_amount = models.DecimalField(max_digits=12, decimal_places=3)
    is_price_overridden = models.BooleanField(default=False)
    metadata = models.JSONField(default=dict, blank=True)
    private_metadata = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.quantity} x {self.product_name} {self.variant_name}"

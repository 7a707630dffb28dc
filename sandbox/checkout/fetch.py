"""Checkout in, the checkout and its lines with variants and prices out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sandbox.account.models import User
from sandbox.channel.models import Channel
from sandbox.checkout.models import Checkout, CheckoutLine
from sandbox.product.models import Product, ProductVariant, ProductVariantChannelListing


@dataclass(frozen=True)
class CheckoutLineInfo:
    """A line and what it is of; `unit_price` is in the checkout's currency, None if not sold."""

    line: CheckoutLine
    variant: ProductVariant
    product: Product
    unit_price: Decimal | None

    @property
    def total_price(self) -> Decimal:
        return (self.unit_price or Decimal(0)) * self.line.quantity


@dataclass(frozen=True)
class CheckoutInfo:
    """A checkout as hooks see it."""

    checkout: Checkout
    channel: Channel
    user: User | None
    lines: Sequence[CheckoutLineInfo]

    @property
    def is_shipping_required(self) -> bool:
        return any(info.product.is_shipping_required for info in self.lines)

    @property
    def shipping_price(self) -> Decimal:
        method = self.checkout.shipping_method
        return method.price_amount if method and self.is_shipping_required else Decimal(0)

    @property
    def total_price(self) -> Decimal:
        return sum((info.total_price for info in self.lines), self.shipping_price)


def fetch_checkout_info(checkout: Checkout) -> CheckoutInfo:
    """Load a checkout with its lines in two queries."""
    lines = list(checkout.lines.select_related("variant__product"))
    prices = dict(
        ProductVariantChannelListing.objects.filter(
            channel_id=checkout.channel_id, variant__in={line.variant_id for line in lines}
        ).values_list("variant_id", "price_amount")
    )
    infos = [
        CheckoutLineInfo(line, line.variant, line.variant.product, unit_price(line, prices))
        for line in lines
    ]
    return CheckoutInfo(checkout, checkout.channel, checkout.user, infos)


def unit_price(line: CheckoutLine, prices: dict[int, Decimal | None]) -> Decimal | None:
    """Return the price of one piece: the override, else the channel's; None if it has none."""
    catalog = prices.get(line.variant_id)
    if catalog is None or line.price_override is None:
        return catalog
    return line.price_override

"""An empty sandbox in, a shop with a demo company out; may run again, nothing is doubled."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from django.db import transaction

from saleor_w2p_plugin.demo.northwind import PASSWORD, open_shop
from saleor_w2p_plugin.personalization.publish import publish_folder
from sandbox.account.models import User
from sandbox.channel.models import Channel
from sandbox.checkout.models import ShippingMethod
from sandbox.product.models import (
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)

DESIGN = Path(__file__).parent / "fixtures" / "business_card" / "design.json"
CHANNEL = "default-channel"
CARD = "business-card"
STAFF = "staff@printer.example"

# Slug, name, what a visitor reads, and (name, SKU, price in the channel's currency) per variant.
PRODUCTS = (
    (
        CARD,
        "Business card 85 × 55 mm",
        "350 gsm silk, two sides, printed on demand for your company.",
        (
            ("100 pieces", "BC-100", "29.00"),
            ("250 pieces", "BC-250", "45.00"),
            ("500 pieces", "BC-500", "69.00"),
        ),
    ),
    (
        "paper-sample-book",
        "Paper sample book",
        "Our forty papers, bound, to touch.",
        (("One copy", "PSB-1", "12.00"),),
    ),
)


@transaction.atomic
def seed() -> None:
    """Fill the shop: a channel, two products, a way to send, staff, and Northwind's people."""
    channel, _ = Channel.objects.get_or_create(
        slug=CHANNEL, defaults={"name": "Shop", "currency_code": "USD"}
    )
    ShippingMethod.objects.get_or_create(
        name="Courier",
        channel=channel,
        defaults={"currency": channel.currency_code, "price_amount": Decimal("8.00")},
    )
    for slug, name, text, variants in PRODUCTS:
        _product(channel, slug, name, text, variants)
    if not User.objects.filter(email=STAFF).exists():
        User.objects.create_user(
            STAFF, PASSWORD, first_name="Petra", last_name="Press", is_staff=True
        )
    card = Product.objects.get(slug=CARD)
    open_shop(card.pk, publish_folder(DESIGN).design, password=PASSWORD)


def _product(
    channel: Channel, slug: str, name: str, text: str, variants: tuple[tuple[str, str, str], ...]
) -> None:
    description = {"blocks": [{"type": "paragraph", "data": {"text": text}}]}
    product, _ = Product.objects.get_or_create(
        slug=slug, defaults={"name": name, "description": description}
    )
    ProductChannelListing.objects.get_or_create(product=product, channel=channel)
    for order, (variant_name, sku, price) in enumerate(variants):
        variant, _ = ProductVariant.objects.get_or_create(
            sku=sku, defaults={"name": variant_name, "product": product, "sort_order": order}
        )
        ProductVariantChannelListing.objects.get_or_create(
            variant=variant,
            channel=channel,
            defaults={"currency": channel.currency_code, "price_amount": Decimal(price)},
        )

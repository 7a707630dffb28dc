"""A real Saleor shop, made of Saleor's own fixtures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from saleor.permission.models import Permission

from saleor_w2p_plugin.demo.northwind import PASSWORD, open_shop
from saleor_w2p_plugin.permissions import MANAGE_WEB_TO_PRINT
from saleor_w2p_plugin.personalization.publish import publish_folder
from tests.hosts.shop import CARD, STAFF, Shop

DESIGN = Path(__file__).parents[2] / "sandbox" / "fixtures" / "business_card" / "design.json"


@pytest.fixture
def shop(
    db: None,
    settings: Any,
    tmp_path_factory: pytest.TempPathFactory,
    channel_USD: Any,
    product: Any,
    product_with_single_variant: Any,
    shipping_zone: Any,
    permission_group_manage_orders: Any,
) -> Shop:
    """Return a shop that sells a card to Northwind and something else to everybody, on account."""
    settings.W2P_PRIVATE_ROOT = str(tmp_path_factory.mktemp("w2p-private"))
    settings.PLUGINS = ["saleor_w2p_plugin.plugin.W2PPlugin"]
    channel_USD.allow_unpaid_orders = True
    channel_USD.automatically_confirm_all_new_orders = True
    channel_USD.save()
    product.slug = CARD
    product.save(update_fields=["slug"])
    staff = get_user_model()(email=STAFF, is_staff=True)
    staff.set_password(PASSWORD)
    staff.save()
    permission_group_manage_orders.user_set.add(staff)
    permission_group_manage_orders.permissions.add(
        Permission.objects.get(codename=MANAGE_WEB_TO_PRINT)
    )
    company = open_shop(product.pk, publish_folder(DESIGN).design, password=PASSWORD)
    return Shop(
        name="saleor",
        channel=channel_USD.slug,
        card_id=product.pk,
        card_variant_id=product.variants.get().pk,
        public_slug=product_with_single_variant.slug,
        public_variant_id=product_with_single_variant.variants.get().pk,
        company=company,
    )

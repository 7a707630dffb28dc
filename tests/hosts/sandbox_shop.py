"""The sandbox shop, seeded as for `make demo`."""

from __future__ import annotations

from typing import Any

import pytest

from saleor_w2p_plugin.models import Company
from sandbox.product.models import Product
from sandbox.seed import CHANNEL, seed
from tests.hosts.shop import CARD, Shop


@pytest.fixture
def shop(db: None, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Return the seeded sandbox."""
    settings.W2P_PRIVATE_ROOT = str(tmp_path_factory.mktemp("w2p-private"))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    seed()
    card = Product.objects.get(slug=CARD)
    public = Product.objects.get(slug="paper-sample-book")
    return Shop(
        name="sandbox",
        channel=CHANNEL,
        card_id=card.pk,
        card_variant_id=card.variants.get(sku="BC-250").pk,
        public_slug=public.slug,
        public_variant_id=public.variants.get().pk,
        company=Company.objects.get(slug="northwind"),
    )

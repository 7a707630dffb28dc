"""A shop with a card to print and something that anybody may buy, as a test sees it."""

from __future__ import annotations

from dataclasses import dataclass

import graphene

from saleor_w2p_plugin.models import Company
from tests.hosts.api import Api

CARD = "business-card"
STAFF = "staff@printer.example"


@dataclass(frozen=True)
class Shop:
    """What the tests need to know of the shop they run in."""

    name: str
    channel: str
    card_id: int
    card_variant_id: int
    public_slug: str
    public_variant_id: int
    company: Company

    @property
    def card_variant(self) -> str:
        """The card's variant as the API names it."""
        return graphene.Node.to_global_id("ProductVariant", self.card_variant_id)

    @property
    def public_variant(self) -> str:
        """The public variant as the API names it."""
        return graphene.Node.to_global_id("ProductVariant", self.public_variant_id)

    def guest(self) -> Api:
        """Connect without signing in."""
        return Api()

    def staff(self) -> Api:
        """Connect as the printer's staff, who may confirm orders."""
        return Api().sign_in(STAFF)

    def as_(self, name: str) -> Api:
        """Connect as somebody: `buyer`, `approver`, `brand`, `admin`, or an e-mail address."""
        return Api().sign_in(name if "@" in name else f"{name}@northwind.example")

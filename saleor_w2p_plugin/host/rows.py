"""Rows of Saleor's models in, snapshots out; the sandbox has the same models and fields."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.core.files.storage import Storage
from django.db import transaction

from saleor_w2p_plugin.conf import PERSONALIZATION_KEY
from saleor_w2p_plugin.host.ports import Cart, CartLine, Person, PlacedLine, PlacedOrder, Variant
from saleor_w2p_plugin.host.private_folder import PrivateFolder

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_PLACED = frozenset({"draft", "canceled", "expired"})
UNCONFIRMED = "unconfirmed"


class SharedRows:
    """Read and tag what both hosts store alike."""

    def cart(self, checkout_id: UUID, using: str = "default") -> Cart | None:
        """Read a checkout with its lines in two queries."""
        checkout = _rows("checkout", "Checkout", using).filter(pk=checkout_id)
        found = checkout.values("pk", "user_id").first()
        if found is None:
            return None
        # Gifts come and go by the shop's own hand; nobody chose them, and none is personalised.
        lines = _rows("checkout", "CheckoutLine", using).filter(
            checkout_id=checkout_id, is_gift=False
        )
        return Cart(
            id=found["pk"],
            user_id=found["user_id"],
            lines=tuple(
                _cart_line(line)
                for line in lines.select_related("variant__product").order_by("created_at", "pk")
            ),
        )

    def cart_of_line(self, line_id: UUID, using: str = "default") -> Cart | None:
        """Read the checkout of a line."""
        line = _rows("checkout", "CheckoutLine", using).filter(pk=line_id)
        checkout_id = line.values_list("checkout_id", flat=True).first()
        return self.cart(checkout_id, using) if checkout_id else None

    def tag_line(self, line_id: UUID, personalization_id: UUID) -> bool:
        """Write the link under a row lock, so that other private keys are kept."""
        with transaction.atomic():
            lines = _rows("checkout", "CheckoutLine", "default").select_for_update(of=("self",))
            line = lines.filter(pk=line_id).first()
            if line is None:
                return False
            line.private_metadata[PERSONALIZATION_KEY] = str(personalization_id)
            line.save(update_fields=["private_metadata"])
        return True

    def order(self, order_id: UUID, using: str = "default") -> PlacedOrder | None:
        """Read an order with its lines in two queries."""
        found = _rows("order", "Order", using).filter(pk=order_id)
        row = found.values("pk", "number", "checkout_token", "status").first()
        if row is None:
            return None
        lines = (
            _rows("order", "OrderLine", using)
            .filter(order_id=order_id)
            .order_by("created_at", "pk")
        )
        return PlacedOrder(
            id=row["pk"],
            number=str(row["number"]),
            checkout_id=_uuid(row["checkout_token"]),
            is_placed=row["status"] not in NOT_PLACED,
            is_released=row["status"] not in NOT_PLACED | {UNCONFIRMED},
            lines=tuple(
                PlacedLine(
                    id=line.pk,
                    quantity=line.quantity,
                    personalization_id=linked_personalization(line.private_metadata),
                )
                for line in lines
            ),
        )

    def orders_printing(self, since: datetime, except_lines: Any) -> list[PlacedOrder]:
        """Read the orders touched since then with printed lines other than those of a sub-query."""
        lines = _rows("order", "OrderLine", "default").filter(
            order__updated_at__gte=since, private_metadata__has_key=PERSONALIZATION_KEY
        )
        ids = lines.exclude(pk__in=except_lines).values_list("order_id", flat=True).distinct()
        return [order for order in map(self.order, ids) if order is not None]

    def variant(self, variant_id: int, using: str = "default") -> Variant | None:
        """Read a variant."""
        row = _rows("product", "ProductVariant", using).filter(pk=variant_id)
        found = row.values("pk", "product_id").first()
        return found and Variant(found["pk"], found["product_id"])

    def person(self, user_id: int, using: str = "default") -> Person | None:
        """Read a customer."""
        row = _rows("account", "User", using).filter(pk=user_id)
        found = row.values("pk", "email", "first_name", "last_name").first()
        return found and Person(
            found["pk"], found["email"], f"{found['first_name']} {found['last_name']}".strip()
        )

    def private_storage(self) -> Storage:
        """Return a folder outside the shop's public media."""
        return PrivateFolder()


def _rows(app_label: str, model: str, using: str) -> Any:
    return apps.get_model(app_label, model)._default_manager.using(using)


def _cart_line(line: Any) -> CartLine:
    return CartLine(
        id=line.pk,
        variant_id=line.variant_id,
        product_id=line.variant.product_id,
        variant_name=f"{line.variant.product.name} {line.variant.name}".strip(),
        quantity=line.quantity,
        personalization_id=linked_personalization(line.private_metadata),
    )


def linked_personalization(private_metadata: Mapping[str, Any] | None) -> UUID | None:
    """Read the trusted link of a checkout or order line."""
    return _uuid((private_metadata or {}).get(PERSONALIZATION_KEY))


def _uuid(value: object) -> UUID | None:
    """Read an id that may be missing or, in rows of other origin, not an id at all."""
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None

"""The sandbox as the shop the plugin lives in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from saleor_w2p_plugin.host.ports import Requestor, VisibleProducts
from saleor_w2p_plugin.host.rows import SharedRows
from saleor_w2p_plugin.host.visibility import bind
from saleor_w2p_plugin.permissions import FULL_CODENAME


class SandboxHost(SharedRows):
    """Answer the ports from the sandbox's own apps."""

    name = "sandbox"

    def join(self, visible_products: VisibleProducts) -> None:
        """Attach catalogs and hooks where Saleor's adapter attaches them."""
        from sandbox import hooks
        from sandbox.product import managers

        for queryset, product in (
            (managers.ProductsQueryset, "pk"),
            (managers.ProductVariantQueryset, "product_id"),
        ):
            bind(queryset, product, visible_products, managers.sees_all_products, _user_id)
        hooks.preprocess_order_creation.append(_check_order)
        hooks.order_created.append(_produce)
        hooks.order_confirmed.append(_produce)
        hooks.order_cancelled.append(_call_off)

    def denied(self, message: str) -> Exception:
        """Build the exception that the sandbox shows as Saleor's PermissionDenied."""
        return PermissionDenied(message)

    def requestor(self, context: Any) -> Requestor:
        """Read the person from the request."""
        user = context.user
        if not user:
            return Requestor()
        return Requestor(
            user_id=user.pk, email=user.email, is_operator=user.has_perm(FULL_CODENAME)
        )

    def sees_all_products(self, context: Any) -> bool:
        """Tell whether the shop itself shows the requestor every product."""
        from sandbox.product.managers import sees_all_products

        return sees_all_products(context.user)

    @contextmanager
    def reading(self, context: Any) -> Iterator[str]:
        """Name the database; there is only one."""
        yield "default"

    @contextmanager
    def writing(self, context: Any = None) -> Iterator[None]:
        """Allow writes, which are never forbidden here."""
        yield

    def absolute_url(self, path: str) -> str:
        """Return the address below PUBLIC_URL; relative where that is not set."""
        return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def _user_id(requestor: Any) -> int | None:
    return requestor.pk if requestor else None


def _check_order(checkout_info: Any, lines: Any) -> None:
    from saleor_w2p_plugin.ordering.gate import refuse_unless_orderable

    refuse_unless_orderable(checkout_info.checkout.pk)


def _produce(order: Any) -> None:
    from saleor_w2p_plugin.conf import host
    from saleor_w2p_plugin.tasks import start_production

    placed = host().order(order.pk)
    if placed is not None:
        start_production(placed)


def _call_off(order: Any) -> None:
    from saleor_w2p_plugin.conf import host
    from saleor_w2p_plugin.ordering.handover import call_off

    placed = host().order(order.pk)
    if placed is not None:
        call_off(placed)

"""Saleor's hooks in, one call of ours each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from saleor.plugins.base_plugin import BasePlugin

from saleor_w2p_plugin.conf import PLUGIN_ID, host
from saleor_w2p_plugin.http import dispatch
from saleor_w2p_plugin.ordering.gate import as_validation_error, orderability
from saleor_w2p_plugin.ordering.handover import call_off, hand_over
from saleor_w2p_plugin.tasks import send_to_production

logger = logging.getLogger(__name__)


class W2PPlugin(BasePlugin):
    """Web-to-print; `preprocess_order_creation` alone may refuse, no other hook may raise."""

    PLUGIN_ID = PLUGIN_ID
    PLUGIN_NAME = "Web to print"
    PLUGIN_DESCRIPTION = "Personalised print products, company catalogs, approvals, print files."
    DEFAULT_ACTIVE = True
    CONFIGURATION_PER_CHANNEL = False

    def preprocess_order_creation(
        self, checkout_info: Any, lines: Any, previous_value: Any = None, **kwargs: Any
    ) -> Any:
        """Refuse a cart that has something against it; may run many times for one cart."""
        cart = host().cart(checkout_info.checkout.pk)
        if cart is not None and (found := orderability(cart)).blockers:
            raise as_validation_error(found.blockers)
        return previous_value

    def order_created(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Make what is ordered final, confirmed or not."""
        _guarded(order, _produce)
        return previous_value

    def order_confirmed(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Open the job tickets; Saleor also calls this for orders that are not confirmed yet."""
        _guarded(order, _produce)
        return previous_value

    def order_fully_paid(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Open the job tickets of an order that its payment has released."""
        _guarded(order, _produce)
        return previous_value

    def order_cancelled(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Cancel the job tickets."""
        _guarded(order, call_off)
        return previous_value

    def webhook(self, request: Any, path: str, previous_value: Any = None) -> Any:
        """Serve signed files and pictures; Saleor calls this for an inactive plugin too."""
        if not self.active:
            return previous_value
        return dispatch(request, path)


def _produce(order: Any) -> None:
    tickets = hand_over(order)
    # A broker that is down must not stop what Saleor does next; the periodic task sends again.
    transaction.on_commit(lambda: send_to_production(tickets), robust=True)


def _guarded(order: Any, action: Callable[[Any], object]) -> None:
    """Log instead of raising: the order exists by now, and what Saleor does next must go on."""
    try:
        placed = host().order(order.pk)
        if placed is not None:
            action(placed)
    except Exception:
        logger.exception("Order %s could not be handed over to production.", order.pk)

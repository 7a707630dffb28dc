"""Saleor's hooks in, one call of ours each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from saleor.plugins.base_plugin import BasePlugin

from saleor_w2p_plugin.conf import PLUGIN_ID, host
from saleor_w2p_plugin.host.ports import PlacedOrder
from saleor_w2p_plugin.http import dispatch
from saleor_w2p_plugin.ordering.gate import refuse_unless_orderable
from saleor_w2p_plugin.ordering.handover import call_off
from saleor_w2p_plugin.tasks import start_production

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
        refuse_unless_orderable(checkout_info.checkout.pk)
        return previous_value

    def order_created(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Make what is ordered final, confirmed or not."""
        _guarded(order, start_production)
        return previous_value

    def order_confirmed(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Open the job tickets; Saleor also calls this for orders that are not confirmed yet."""
        _guarded(order, start_production)
        return previous_value

    def order_fully_paid(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Open the job tickets of an order that its payment has released."""
        _guarded(order, start_production)
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


def _guarded(order: Any, action: Callable[[PlacedOrder], None]) -> None:
    """Log instead of raising: the order exists by now, and what Saleor does next must go on."""
    try:
        placed = host().order(order.pk)
        if placed is not None:
            action(placed)
    except Exception:
        logger.exception("Order %s could not be handed over to production.", order.pk)

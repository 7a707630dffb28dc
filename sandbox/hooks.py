"""Moments of an order in, callables to run at them out; the host adapter fills the lists.

They run where Saleor runs the plugin hooks of the same name: `preprocess_order_creation`
before the order's transaction (a ValidationError refuses the order), the others after commit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.checkout.fetch import CheckoutInfo, CheckoutLineInfo
    from sandbox.order.models import Order

preprocess_order_creation: list[Callable[[CheckoutInfo, Sequence[CheckoutLineInfo]], None]] = []
order_created: list[Callable[[Order], None]] = []
order_confirmed: list[Callable[[Order], None]] = []
order_cancelled: list[Callable[[Order], None]] = []

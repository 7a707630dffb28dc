"""A shop's product queryset in, the same queryset bound by company catalogs out."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from saleor_w2p_plugin.host.ports import VisibleProducts
from saleor_w2p_plugin.host.seams import SeamMoved

PARAMETERS = ("self", "requestor", "channel", "limited_channel_access")


def bind(
    queryset: Any,
    product: str,
    visible_products: VisibleProducts,
    is_unrestricted: Callable[[Any], bool],
    user_id_of: Callable[[Any], int | None],
) -> None:
    """Wrap `visible_to_user` of a queryset class, once; `product` is the path to the product's id.

    Raises SeamMoved where the shop has changed that method.
    """
    original = getattr(queryset, "visible_to_user", None)
    if original is not None and hasattr(original, "w2p_bound"):
        return
    if original is None or tuple(inspect.signature(original).parameters) != PARAMETERS:
        raise SeamMoved(f"{queryset.__name__}.visible_to_user")

    @functools.wraps(original)
    def visible_to_user(self: Any, requestor: Any, *args: Any, **kwargs: Any) -> Any:
        found = original(self, requestor, *args, **kwargs)
        if is_unrestricted(requestor):
            return found
        return found.filter(visible_products(user_id_of(requestor), self.db, product))

    visible_to_user.w2p_bound = True  # type: ignore[attr-defined]
    queryset.visible_to_user = visible_to_user

"""Saleor's product querysets, bound by company catalogs."""

from __future__ import annotations

from typing import Any

from saleor_w2p_plugin.host.ports import VisibleProducts
from saleor_w2p_plugin.host.visibility import bind

# Saleor's models cannot be imported before Django has loaded its apps.


def is_unrestricted(requestor: Any) -> bool:
    """Tell whether Saleor shows this requestor every product, published or not."""
    from saleor.permission.utils import has_one_of_permissions
    from saleor.product.models import ALL_PRODUCTS_PERMISSIONS

    return bool(has_one_of_permissions(requestor, ALL_PRODUCTS_PERMISSIONS))


def install(visible_products: VisibleProducts) -> None:
    """Bind both querysets; raises SeamMoved where Saleor has changed `visible_to_user`."""
    from saleor.product import managers

    for queryset, product in (
        (managers.ProductsQueryset, "pk"),
        (managers.ProductVariantQueryset, "product_id"),
    ):
        bind(queryset, product, visible_products, is_unrestricted, _user_id)


def _user_id(requestor: Any) -> int | None:
    """Return the person's id; an app without product permissions sees what guests see."""
    from saleor.account.models import User

    return requestor.pk if isinstance(requestor, User) else None

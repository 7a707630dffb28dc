"""Answers: for which of the buyer's companies is this cart?"""

from __future__ import annotations

from uuid import UUID

from saleor_w2p_plugin.host.ports import Cart
from saleor_w2p_plugin.models import CatalogItem, CompanyMember, Personalization


def companies_of(
    cart: Cart,
    personalizations: dict[UUID, Personalization],
    memberships: list[CompanyMember],
    using: str,
) -> set[int]:
    """Return the companies that every line can belong to; empty for a buyer without a company.

    A personalised line belongs to the company it was personalised for, any other line to the
    companies whose catalogs list its product.
    """
    candidates = {member.company_id for member in memberships}
    if not candidates:
        return set()
    selling = _selling(cart, candidates, using)
    for line in cart.lines:
        found = personalizations.get(line.id)
        candidates &= {found.company_id} if found else selling.get(line.product_id, set())
    return candidates


def _selling(cart: Cart, company_ids: set[int], using: str) -> dict[int, set[int]]:
    items = CatalogItem.objects.using(using).filter(
        product_id__in={line.product_id for line in cart.lines},
        catalog__company_id__in=company_ids,
    )
    selling: dict[int, set[int]] = {}
    for product_id, company_id in items.values_list("product_id", "catalog__company_id"):
        selling.setdefault(product_id, set()).add(company_id)
    return selling

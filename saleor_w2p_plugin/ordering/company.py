"""Answers: for which of the buyer's companies is this cart?"""

from __future__ import annotations

from uuid import UUID

from saleor_w2p_plugin.catalogs.visibility import companies_selling
from saleor_w2p_plugin.host.ports import Cart
from saleor_w2p_plugin.models import CompanyMember, Personalization


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
    selling = companies_selling((line.product_id for line in cart.lines), candidates, using)
    for line in cart.lines:
        found = personalizations.get(line.id)
        candidates &= {found.company_id} if found else selling.get(line.product_id, set())
    return candidates

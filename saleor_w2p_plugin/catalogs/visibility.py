"""Answers: which products may this person see and buy?

A product in any catalog is hidden from everybody but the members of the catalog's company. Members
of a company see what their catalogs list and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from saleor_w2p_plugin.models import CatalogItem, CompanyMember


def visible_products(user_id: int | None, using: str, product: str = "pk") -> Q:
    """Return the condition that keeps visible products; `product` is the path to the product's id.

    One condition of Exists sub-queries, so it adds no query and works on any queryset that has
    such a path.
    """
    items = CatalogItem.objects.using(using).filter(product_id=OuterRef(product))
    if user_id is None:
        return ~Q(Exists(items))
    members = CompanyMember.objects.using(using).active().filter(user_id=user_id)
    mine = items.filter(catalog__company_id__in=members.values("company_id"))
    return Q(Exists(mine)) | (~Q(Exists(members)) & ~Q(Exists(items)))


def hidden_variants(user_id: int | None, variant_ids: Iterable[int], using: str) -> set[int]:
    """Return those of the variants that this person may not buy; unknown ids are not among them."""
    variants = apps.get_model("product", "ProductVariant")._default_manager.using(using)
    asked = variants.filter(pk__in=set(variant_ids))
    hidden = asked.exclude(visible_products(user_id, using, "product_id"))
    return set(hidden.values_list("pk", flat=True))


def companies_selling(
    product_ids: Iterable[int], company_ids: Iterable[int], using: str
) -> dict[int, set[int]]:
    """Return by product those of the companies whose catalogs list it; others are not in it."""
    items = CatalogItem.objects.using(using).filter(
        product_id__in=set(product_ids), catalog__company_id__in=set(company_ids)
    )
    selling: dict[int, set[int]] = {}
    for product_id, company_id in items.values_list("product_id", "catalog__company_id"):
        selling.setdefault(product_id, set()).add(company_id)
    return selling

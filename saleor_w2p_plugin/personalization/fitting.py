"""Answers: does a design compile in every brand and for every press that it is printed in?

What is published must not spoil what the shop sells already, so it is tried before it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from saleor_w2p_plugin.design import brand, press
from saleor_w2p_plugin.design.brand import Brand, load_brand
from saleor_w2p_plugin.design.document import Document, load
from saleor_w2p_plugin.design.press import Press, load_press
from saleor_w2p_plugin.errors import W2PError, W2PProblem
from saleor_w2p_plugin.models import BrandRevision, Company, PrintProduct
from saleor_w2p_plugin.personalization.assets import StoredAssets
from saleor_w2p_plugin.rendering import Assets, FirstOf, compile


def require_design_fits(document: Document, assets: Assets) -> None:
    """Refuse a design that does not compile in the brands and for the presses it is printed in.

    Raises W2PError; a problem says the names of design, brand and press.
    """
    products = PrintProduct.objects.filter(design__name=document.name)
    _require((replace(each, document=document) for each in _prints(products)), assets)


def require_brand_fits(filling: Brand, company: Company, assets: Assets) -> None:
    """Refuse a brand in which a design that the company buys does not compile; raises as above."""
    sold = PrintProduct.objects.filter(product__w2p_catalog_items__catalog__company=company)
    _require((replace(each, brand=filling) for each in _prints(sold)), assets)


def require_press_fits(policy: Press, products: QuerySet[PrintProduct], assets: Assets) -> None:
    """Refuse a press for which the designs of products do not compile; raises as above."""
    _require((replace(each, press=policy) for each in _prints(products)), assets)


def require_product_fits(product_id: int) -> None:
    """Refuse a product whose design does not compile as it is to be printed; raises as above."""
    _require(_prints(PrintProduct.objects.filter(product_id=product_id)), None)


@dataclass(frozen=True, slots=True)
class _Print:
    """A design, and the brand and the press that it is printed in, where there are any."""

    document: Document
    brand: Brand | None
    press: Press | None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return (
            self.document.digest,
            self.brand.digest if self.brand else "",
            self.press.digest if self.press else "",
        )

    def __str__(self) -> str:
        """Say what it is, for people."""
        in_brand = f" in the brand “{self.brand.name}”" if self.brand else ""
        for_press = f" for the press “{self.press.name}”" if self.press else ""
        return f"“{self.document.name}”{in_brand}{for_press}"

    def compile(self, assets: Assets) -> None:
        """Put brand and press in, and compile."""
        document = brand.apply(self.document, self.brand) if self.brand else self.document
        compile(press.apply(document, self.press) if self.press else document, assets)


def _prints(products: QuerySet[PrintProduct]) -> Iterator[_Print]:
    """Yield the published design of each product, without a brand and in those of its buyers."""
    rows = products.exclude(design__current=None).select_related("design__current", "press")
    for product in rows:
        document = load(product.design.current.document)  # type: ignore[union-attr]
        policy = load_press(product.press.document) if product.press else None
        buyers = Company.objects.filter(catalogs__items__product_id=product.product_id)
        yield _Print(document, None, policy)
        for published in BrandRevision.objects.filter(pk__in=buyers.values("brand")):
            yield _Print(document, load_brand(published.document), policy)


def _require(prints: Iterable[_Print], assets: Assets | None) -> None:
    """Compile each once; one without brand and press has been, when it was published."""
    stored = StoredAssets()
    for each in {each.key: each for each in prints if each.brand or each.press}.values():
        try:
            each.compile(FirstOf(assets, stored) if assets else stored)
        except W2PError as error:
            raise type(error)(
                *(
                    W2PProblem(found.code, f"{each}: {found.message}", found.field, found.params)
                    for found in error.problems
                )
            ) from error

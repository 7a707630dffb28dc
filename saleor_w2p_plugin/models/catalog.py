"""Catalogs: which products a company may buy."""

from __future__ import annotations

from django.db import models

from saleor_w2p_plugin.models.company import Company


class Catalog(models.Model):
    """A list of products that the members of one company may see and buy."""

    # PROTECT: a product that is in no catalog any more would be public.
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="catalogs")
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ("name", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class CatalogItem(models.Model):
    """A product in a catalog; a product in any catalog is hidden from everybody else."""

    catalog = models.ForeignKey(Catalog, on_delete=models.PROTECT, related_name="items")
    product = models.ForeignKey(
        "product.Product", on_delete=models.CASCADE, related_name="w2p_catalog_items"
    )

    class Meta:
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("catalog", "product"), name="w2p_product_once_per_catalog"
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.catalog_id}"

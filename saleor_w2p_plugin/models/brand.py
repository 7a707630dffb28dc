"""Brands: what a company puts in the place of a design's logo, colours and fonts."""

from __future__ import annotations

from django.db import models

from saleor_w2p_plugin.models.company import Company


class BrandRevision(models.Model):
    """A published state of a company's brand; never changed, so that a re-print is the same."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="brand_revisions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("company", "-number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("company", "number"), name="w2p_brand_number_once"),
            models.UniqueConstraint(fields=("company", "digest"), name="w2p_brand_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} b{self.number}"

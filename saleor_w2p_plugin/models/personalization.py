"""Personalizations: one customer's filled-in design."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from saleor_w2p_plugin.models.brand import BrandRevision
from saleor_w2p_plugin.models.company import Company
from saleor_w2p_plugin.models.design import DesignRevision
from saleor_w2p_plugin.models.press import PressRevision


class PersonalizationQuerySet(models.QuerySet["Personalization"]):
    """Personalizations, as the rules ask for them."""

    def printable(self) -> PersonalizationQuerySet:
        """Read along what decides what is printed, but for the documents, which are kept parsed."""
        rows = self.select_related("revision__design", "brand", "press", "company")
        return rows.defer("revision__document", "brand__document", "press__document")


class Personalization(models.Model):
    """Answers to a design revision, for one variant, owned by one member of a company.

    Revision, brand, press and output stay those that it was filled in with, so that a re-print is
    the same print; a change of the answers takes the brand that the company and the press that the
    product has then, a conversion also the revision that is current.
    Checkouts and orders are referred to by UUID, since the shop deletes them with raw SQL.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="w2p_personalizations",
    )
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="personalizations")
    variant = models.ForeignKey(
        "product.ProductVariant",
        null=True,
        on_delete=models.SET_NULL,
        related_name="w2p_personalizations",
    )
    revision = models.ForeignKey(
        DesignRevision, on_delete=models.PROTECT, related_name="personalizations"
    )
    # RESTRICT: it goes with its company, and no other way.
    brand = models.ForeignKey(
        BrandRevision, null=True, on_delete=models.RESTRICT, related_name="personalizations"
    )
    press = models.ForeignKey(
        PressRevision, null=True, on_delete=models.PROTECT, related_name="personalizations"
    )
    output = models.CharField(max_length=60, blank=True)
    answers = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, db_index=True)
    checkout_line_id = models.UUIDField(null=True, unique=True)
    locked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonalizationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk} {self.fingerprint[:12]}"

    @property
    def is_locked(self) -> bool:
        """Tell whether it has been ordered and may no longer change."""
        return self.locked_at is not None

"""Designs, their immutable revisions, the files they need, and the products they belong to."""

from __future__ import annotations

from django.core.files.storage import Storage
from django.db import models

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.models.press import PressRevision


def private_storage() -> Storage:
    """Return the storage for designs and print files; migrations name it, so it stays lazy."""
    return host().private_storage()


class RevisionPolicy(models.TextChoices):
    """What becomes of a filled-in design that is not ordered, or ordered again, once there is a new
    revision: printed as it was filled in, converted to the new one, or to be filled in again."""

    KEEP = "keep"
    CONVERT = "convert"
    STOP = "stop"


class Design(models.Model):
    """A template that a customer may fill in; what is printed is one of its revisions."""

    name = models.CharField(max_length=255, unique=True)
    on_new_revision = models.CharField(
        max_length=16, choices=RevisionPolicy.choices, default=RevisionPolicy.KEEP
    )
    current = models.ForeignKey(
        "w2p.DesignRevision", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("name", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class DesignRevisionQuerySet(models.QuerySet["DesignRevision"]):
    """Revisions, as the rules ask for them."""

    def current(self) -> DesignRevisionQuerySet:
        """Keep those that designs are at, by their names, designs included but no documents."""
        rows = self.filter(pk=models.F("design__current_id")).order_by("design__name", "pk")
        return rows.select_related("design").defer("document")


class DesignRevision(models.Model):
    """A published state of a design; never changed, so that a re-print is the same print."""

    design = models.ForeignKey(Design, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)

    objects = DesignRevisionQuerySet.as_manager()

    class Meta:
        ordering = ("design", "-number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("design", "number"), name="w2p_revision_number_once"),
            models.UniqueConstraint(fields=("design", "digest"), name="w2p_revision_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.design_id} r{self.number}"


class DesignAsset(models.Model):
    """A file of a design, brand or press policy, stored once under the SHA-256 of its content."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    file = models.FileField(upload_to="w2p/assets", storage=private_storage, max_length=255)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("sha256",)
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256


class PrintProductQuerySet(models.QuerySet["PrintProduct"]):
    """Print products, as the rules ask for them."""

    def printable(self) -> PrintProductQuerySet:
        """Keep those of published designs, current revision included but for its document."""
        rows = self.exclude(design__current=None)
        rows = rows.select_related("design__current__design", "press")
        return rows.defer("design__current__document", "press__document")


class PrintProduct(models.Model):
    """A product of the shop that is printed from a design.

    `output` names the output size of the design that it has; blank for all pages. `press` is the
    policy of the press that prints it, None for the one that is shipped.
    """

    product = models.OneToOneField(
        "product.Product", on_delete=models.CASCADE, related_name="w2p_print_product"
    )
    design = models.ForeignKey(Design, on_delete=models.CASCADE, related_name="print_products")
    output = models.CharField(max_length=60, blank=True)
    press = models.ForeignKey(
        PressRevision, null=True, on_delete=models.PROTECT, related_name="print_products"
    )

    objects = PrintProductQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.product_id} from {self.design_id}"

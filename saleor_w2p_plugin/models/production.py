"""Job tickets, one per order line, and the files they produce."""

from __future__ import annotations

import uuid

from django.db import models

from saleor_w2p_plugin.models.design import private_storage
from saleor_w2p_plugin.models.personalization import Personalization


class JobTicketStatus(models.TextChoices):
    """Where the production of an order line stands."""

    WAITING = "waiting"
    BLOCKED = "blocked"
    RENDERING = "rendering"
    READY = "ready"
    PREFLIGHT_FAILED = "preflight_failed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Artifact(models.Model):
    """A press-ready PDF; one per fingerprint, however often it is ordered.

    `report` is what preflight says of it, as JSON; `report_pdf` the same to look at, blank where
    that could not be made.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to="w2p/artifacts", storage=private_storage, max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    report = models.JSONField(default=dict)
    report_pdf = models.FileField(
        upload_to="w2p/reports", storage=private_storage, max_length=255, blank=True
    )
    is_print_ready = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.fingerprint[:12]} {self.size} bytes"


class JobTicket(models.Model):
    """The production order for one order line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order_id = models.UUIDField(db_index=True)
    order_number = models.CharField(max_length=64)
    order_line_id = models.UUIDField(unique=True)
    personalization = models.ForeignKey(
        Personalization, on_delete=models.PROTECT, related_name="job_tickets"
    )
    fingerprint = models.CharField(max_length=64)
    quantity = models.PositiveIntegerField()
    status = models.CharField(
        max_length=32, choices=JobTicketStatus.choices, default=JobTicketStatus.WAITING
    )
    message = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    artifact = models.ForeignKey(
        Artifact, null=True, on_delete=models.PROTECT, related_name="job_tickets"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("created_at", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.order_number} {self.fingerprint[:12]} {self.status}"

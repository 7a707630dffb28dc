"""Approval chains (the definition) and approval requests (the run)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from saleor_w2p_plugin.models.company import Company, Role
from saleor_w2p_plugin.models.personalization import Personalization


class ApprovalStatus(models.TextChoices):
    """Where a request stands; STALE and below are final."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    CHANGES_REQUESTED = "changes_requested"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    ORDERED = "ordered"


class StepStatus(models.TextChoices):
    """Where a step of a request stands; one step at most is ACTIVE."""

    WAITING = "waiting"
    ACTIVE = "active"
    APPROVED = "approved"
    REJECTED = "rejected"
    CHANGES_REQUESTED = "changes_requested"


class Decision(models.TextChoices):
    """What an approver can say."""

    APPROVE = "approve"
    REJECT = "reject"
    REQUEST_CHANGES = "request_changes"


class ApprovalChain(models.Model):
    """Who must agree before this company's orders are printed."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="approval_chains")
    name = models.CharField(max_length=255)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("company",), condition=models.Q(is_active=True), name="w2p_one_active_chain"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApprovalStep(models.Model):
    """One step of a chain: any one person in this role decides."""

    chain = models.ForeignKey(ApprovalChain, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    role = models.CharField(max_length=32, choices=Role.choices, default=Role.APPROVER)

    class Meta:
        ordering = ("chain", "position")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("chain", "position"), name="w2p_step_position_once")
        ]

    def __str__(self) -> str:
        return self.name


class ApprovalRequestQuerySet(models.QuerySet["ApprovalRequest"]):
    """Requests, as the rules ask for them."""

    def active(self) -> ApprovalRequestQuerySet:
        """Keep requests that are open or granted."""
        return self.filter(status__in=[ApprovalStatus.PENDING, ApprovalStatus.APPROVED])

    def showing(self, personalization: Personalization) -> ApprovalRequestQuerySet:
        """Keep requests one of whose lines prints a personalization."""
        lines = ApprovalLine.objects.filter(personalization=personalization)
        return self.filter(pk__in=lines.values("request_id"))


class ApprovalRequest(models.Model):
    """One checkout asking for approval, with the content that was asked for pinned.

    A partial unique index allows one open or granted request per checkout.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="approval_requests")
    checkout_id = models.UUIDField(db_index=True)
    order_id = models.UUIDField(null=True, db_index=True)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="w2p_requests"
    )
    requester_email = models.EmailField()
    fingerprint = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    status = models.CharField(
        max_length=32, choices=ApprovalStatus.choices, default=ApprovalStatus.PENDING
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApprovalRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("checkout_id",),
                condition=models.Q(status__in=["pending", "approved"]),
                name="w2p_one_active_request_per_checkout",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"


class ApprovalRequestStep(models.Model):
    """A step as it was when the request was submitted; later edits of the chain do not reach it."""

    request = models.ForeignKey(ApprovalRequest, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    role = models.CharField(max_length=32, choices=Role.choices)
    status = models.CharField(max_length=32, choices=StepStatus.choices, default=StepStatus.WAITING)

    class Meta:
        ordering = ("request", "position")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("request", "position"), name="w2p_frozen_step_once"),
            models.UniqueConstraint(
                fields=("request",),
                condition=models.Q(status="active"),
                name="w2p_one_active_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name} {self.status}"


class ApprovalLine(models.Model):
    """A line as it was when the request was submitted."""

    request = models.ForeignKey(ApprovalRequest, on_delete=models.CASCADE, related_name="lines")
    checkout_line_id = models.UUIDField()
    variant_name = models.CharField(max_length=700)
    quantity = models.PositiveIntegerField()
    personalization = models.ForeignKey(
        Personalization, null=True, on_delete=models.SET_NULL, related_name="approval_lines"
    )
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.quantity} {self.variant_name}"


class ApprovalDecision(models.Model):
    """What somebody decided, on which content; never changed."""

    step = models.ForeignKey(
        ApprovalRequestStep, on_delete=models.CASCADE, related_name="decisions"
    )
    decision = models.CharField(max_length=32, choices=Decision.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="w2p_decisions"
    )
    decided_by_email = models.EmailField()
    reason = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.decision} by {self.decided_by_email}"

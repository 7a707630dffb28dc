"""Companies and the people who buy for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from saleor_w2p_plugin.permissions import MANAGE_WEB_TO_PRINT, MANAGE_WEB_TO_PRINT_LABEL


class Role(models.TextChoices):
    """What a member may do for the company; customers, never staff of the shop."""

    BUYER = "buyer"
    APPROVER = "approver"
    BRAND_OWNER = "brand_owner"
    COMPANY_ADMIN = "company_admin"


OVERSEERS = (Role.APPROVER, Role.BRAND_OWNER, Role.COMPANY_ADMIN)
"""Roles that may look at what others of the company have personalised."""


class Company(models.Model):
    """A customer of the printer, with a shop of its own."""

    name = models.CharField(max_length=255)
    slug = models.SlugField(max_length=255, unique=True)
    website = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)
    brand = models.ForeignKey(
        "w2p.BrandRevision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")
        default_permissions = ()
        permissions = ((MANAGE_WEB_TO_PRINT, MANAGE_WEB_TO_PRINT_LABEL),)

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["CompanyMember"]):
    """Members, as the rules ask for them."""

    def active(self) -> MemberQuerySet:
        """Keep members who may act: nothing of person, account and company is suspended."""
        return self.filter(is_active=True, company__is_active=True, user__is_active=True)

    def acting(self) -> MemberQuerySet:
        """Read along the company and its brand, but for the document, which is kept parsed."""
        return self.select_related("company__brand").defer("company__brand__document")


class CompanyMember(models.Model):
    """One person in one company, in one role."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="w2p_memberships"
    )
    role = models.CharField(max_length=32, choices=Role.choices, default=Role.BUYER)
    title = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("company", "user"), name="w2p_one_membership_per_company"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.company_id} as {self.role}"

"""Pictures: what the members of a company upload to have it printed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from saleor_w2p_plugin.models.company import Company
from saleor_w2p_plugin.models.design import private_storage
from saleor_w2p_plugin.models.personalization import Personalization


class Picture(models.Model):
    """A picture of a company, stored once under the SHA-256 of its content.

    Width and height are those of the upright picture; `uploaded_at` is when it last came in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="pictures")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="w2p_pictures"
    )
    uploaded_at = models.DateTimeField(db_index=True)
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="w2p/pictures", storage=private_storage, max_length=255)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=32)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()

    class Meta:
        ordering = ("-uploaded_at", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("company", "sha256"), name="w2p_picture_once_per_company"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.sha256[:12]}"


class PictureUse(models.Model):
    """A picture that the answers of a personalization name, and that must be there to print it."""

    personalization = models.ForeignKey(
        Personalization, on_delete=models.CASCADE, related_name="picture_uses"
    )
    # RESTRICT: it goes with its company, and no other way.
    picture = models.ForeignKey(Picture, on_delete=models.RESTRICT, related_name="uses")

    class Meta:
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("personalization", "picture"), name="w2p_picture_used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} in {self.personalization_id}"

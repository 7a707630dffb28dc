"""Press policies: what a press needs of a file, in published states."""

from __future__ import annotations

from django.db import models


class PressRevision(models.Model):
    """A published state of a press policy; never changed, so that a re-print is the same print."""

    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "-number")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("name", "number"), name="w2p_press_number_once"),
            models.UniqueConstraint(fields=("name", "digest"), name="w2p_press_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} p{self.number}"

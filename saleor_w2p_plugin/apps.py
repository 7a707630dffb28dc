"""The Django app: joins the shop when it starts."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings

RESUME_EVERY = timedelta(minutes=5)
TIDY_EVERY = timedelta(days=1)


class W2PConfig(AppConfig):
    """Web-to-print, label `w2p`."""

    name = "saleor_w2p_plugin"
    label = "w2p"
    verbose_name = "Web to print"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the shop: catalogs, permissions, GraphQL and periodic tasks."""
        from saleor_w2p_plugin import checks  # noqa: F401  (registers itself)
        from saleor_w2p_plugin.catalogs.visibility import visible_products
        from saleor_w2p_plugin.conf import host

        shop = host()
        shop.join(visible_products)
        if shop.name == "saleor":
            from saleor_w2p_plugin.graphql import compose

            compose.install()
        beat = getattr(settings, "CELERY_BEAT_SCHEDULE", None)
        if beat is not None:
            beat.setdefault("w2p-resume", {"task": "w2p.resume", "schedule": RESUME_EVERY})
            beat.setdefault("w2p-tidy", {"task": "w2p.tidy", "schedule": TIDY_EVERY})

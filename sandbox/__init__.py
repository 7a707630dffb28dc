"""A tiny shop with Saleor's names and shapes, to try the plugin on."""

from sandbox.celeryconf import app as celery_app

__all__ = ["celery_app"]

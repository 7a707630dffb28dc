"""Answers: what may a shop set, and what holds where it sets nothing?"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from saleor_w2p_plugin.host.ports import Host

PLUGIN_ID = "saleor_w2p_plugin"

# Key of a line's private metadata that names its personalization. Private metadata is written by
# us and by staff only; the public metadata of a checkout line can be changed by any shopper.
PERSONALIZATION_KEY = "w2p.personalization"


@cache
def host() -> Host:
    """Return the shop we live in; settings name it in `W2P_HOST`."""
    path = getattr(settings, "W2P_HOST", "saleor_w2p_plugin.host.saleor.shop.SaleorHost")
    return cast("Host", import_string(path)())


def link_seconds() -> int:
    """Return how long a signed download of a print file is valid, in seconds."""
    return int(getattr(settings, "W2P_LINK_SECONDS", 3600))


def preview_seconds() -> int:
    """Return how long the address of a preview or proof is valid, in seconds."""
    return int(getattr(settings, "W2P_PREVIEW_SECONDS", 3600))


def picture_bytes() -> int:
    """Return how large an uploaded picture may be, in bytes."""
    return int(getattr(settings, "W2P_PICTURE_BYTES", 30 * 1024 * 1024))


def artwork_bytes() -> int:
    """Return how large an uploaded artwork file, or all its fonts together, may be, in bytes."""
    return int(getattr(settings, "W2P_ARTWORK_BYTES", 100 * 1024 * 1024))


def picture_days() -> int:
    """Return after how many days a picture that nothing prints is removed."""
    return int(getattr(settings, "W2P_PICTURE_DAYS", 90))


def private_root() -> Path:
    """Return the folder of private files, for a shop without a private bucket."""
    configured = getattr(settings, "W2P_PRIVATE_ROOT", None)
    if configured:
        return Path(configured)
    return Path(settings.MEDIA_ROOT).resolve().parent / "w2p-private"


def render_queue() -> str | None:
    """Return the Celery queue of rendering tasks, or None for the shop's default queue."""
    return getattr(settings, "W2P_RENDER_QUEUE", None)

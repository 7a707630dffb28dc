"""Django system checks: what would go wrong later, said at start-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from saleor_w2p_plugin.conf import private_root


@register()
def private_files_are_private(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """w2p.E001: print files below MEDIA_ROOT would be public by their address."""
    media = Path(settings.MEDIA_ROOT).resolve() if settings.MEDIA_ROOT else None
    if media is None or not private_root().resolve().is_relative_to(media):
        return []
    return [
        Error(
            "W2P_PRIVATE_ROOT lies below MEDIA_ROOT, so anybody could download print files.",
            hint="Set W2P_PRIVATE_ROOT to a folder outside MEDIA_ROOT.",
            id="w2p.E001",
        )
    ]

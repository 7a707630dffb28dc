"""Our version in, Saleor's cached introspection renewed with it."""

from __future__ import annotations

from django.conf import settings

from saleor_w2p_plugin import __version__
from saleor_w2p_plugin.host.seams import SeamMoved

_SETTING = "GRAPHQL_CACHE_SUFFIX"


def install() -> None:
    """Add our version to the key under which Saleor keeps introspection results for seven days."""
    suffix = f"w2p{__version__}"
    known = getattr(settings, _SETTING, None)
    if known is None:
        raise SeamMoved(f"settings.{_SETTING}")
    if suffix not in str(known):
        setattr(settings, _SETTING, f"{known}{suffix}")

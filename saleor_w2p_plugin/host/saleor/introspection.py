"""Our version in, Saleor's cached introspection renewed with it."""

from __future__ import annotations

from django.conf import settings

from saleor_w2p_plugin import __version__


def install() -> None:
    """Add our version to the key under which Saleor keeps introspection results for seven days."""
    suffix = f"w2p{__version__}"
    if not hasattr(settings, "GRAPHQL_CACHE_SUFFIX"):
        raise RuntimeError("Saleor seam moved: settings.GRAPHQL_CACHE_SUFFIX.")
    if suffix not in str(settings.GRAPHQL_CACHE_SUFFIX):
        settings.GRAPHQL_CACHE_SUFFIX = f"{settings.GRAPHQL_CACHE_SUFFIX}{suffix}"

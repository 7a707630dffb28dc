"""An address that WeasyPrint asks for in, what was handed over for it out."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from saleor_w2p_plugin.rendering.flowing.handed import Handed


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves what was handed over; WeasyPrint goes on without the rest, so all of it is noted."""

    def __init__(self, handed: Handed) -> None:
        # The parent's handlers, which open addresses, are left out on purpose.
        self._fail_on_errors = False
        self._handed = handed

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the file; raises ValueError for every other address."""
        kind, data = self._handed.find(url)
        return URLFetcherResponse(url, data, {"Content-Type": kind})

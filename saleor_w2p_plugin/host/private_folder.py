"""A folder of the machine as storage for files that the shop never serves itself."""

from __future__ import annotations

import os

from django.core.files.storage import FileSystemStorage

from saleor_w2p_plugin.conf import private_root


class PrivateFolder(FileSystemStorage):
    """Files below `conf.private_root()`, read at each use; models make their storage only once."""

    @property
    def base_location(self) -> str:
        """The folder as configured."""
        return str(private_root())

    @property
    def location(self) -> str:
        """The folder as an absolute path."""
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        """Refuse: these files have no address of their own, only signed ones."""
        raise ValueError("Print files have signed addresses only.")

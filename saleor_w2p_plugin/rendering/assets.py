"""A checksum in, the bytes that were handed over out; nothing else can be opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol

from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.brand import Brand
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.press import Press

MAX_ASSET_BYTES: Final = 100 * 1024 * 1024


class Assets(Protocol):
    """Where fonts, pictures and artwork come from."""

    def read(self, sha256: str) -> bytes:
        """Return the bytes with this checksum; raises LookupError when there are none."""
        ...


class MemoryAssets:
    """Bytes by their sha256 hex digest."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    @classmethod
    def of(cls, files: Iterable[bytes]) -> MemoryAssets:
        """Build the assets from the files' contents."""
        return cls({cls.digest(data): data for data in files})

    @staticmethod
    def digest(data: bytes) -> str:
        """Return the sha256 hex digest that answers and designs name a file by."""
        return hashlib.sha256(data).hexdigest()

    def read(self, sha256: str) -> bytes:
        """Return the bytes with this checksum; raises LookupError when there are none."""
        return self._files[sha256]


class FolderAssets:
    """The files that a design, a brand or a press policy names, below one folder."""

    def __init__(self, root: Path, owner: Document | Brand | Press) -> None:
        self._root = root.resolve()
        self._paths = {ref.sha256: ref.asset for ref in references(owner)}

    def read(self, sha256: str) -> bytes:
        """Return the file with this checksum.

        Raises LookupError, with a sentence, when the file is missing, leads out of the folder, is
        larger than 100 MiB or has other contents than its checksum says.
        """
        asset = self._paths[sha256]
        # resolve() follows symbolic links, so a link that leads out of the folder is seen here.
        path = (self._root / asset).resolve()
        if not path.is_relative_to(self._root):
            raise LookupError(f"{asset} leads out of its folder.")
        try:
            if not path.is_file():
                raise LookupError(f"{asset} is not there.")
            if path.stat().st_size > MAX_ASSET_BYTES:
                raise LookupError(f"{asset} is larger than {MAX_ASSET_BYTES >> 20} MiB.")
            data = path.read_bytes()
        except OSError as error:
            raise LookupError(f"{asset} cannot be read: {error.strerror}.") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LookupError(f"{asset} has other contents than its checksum says.")
        return data


class FirstOf:
    """The files of one place, and of others where it does not have them."""

    def __init__(self, *places: Assets) -> None:
        self._places = places

    def read(self, sha256: str) -> bytes:
        """Return the bytes with this checksum; raises LookupError as the last of the places."""
        *earlier, last = self._places
        for place in earlier:
            try:
                return place.read(sha256)
            except LookupError:
                continue
        return last.read(sha256)


def references(owner: Document | Brand | Press) -> list[AssetRef]:
    """Return every file that a design, a brand or a press policy refers to."""
    if isinstance(owner, Press):
        return [owner.profile] if owner.profile else []
    groups = (owner.fonts, owner.images, owner.artwork)
    found = [ref for group in groups for ref in group.values()]
    return (
        [*found, *owner.files, *references(owner.press)] if isinstance(owner, Document) else found
    )

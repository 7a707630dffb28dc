"""Digest of a published revision in, parsed document or compiled design out; kept per process."""

from __future__ import annotations

from functools import lru_cache

from saleor_w2p_plugin.design.document import Document, load
from saleor_w2p_plugin.models import DesignAsset, DesignRevision, PrintProduct
from saleor_w2p_plugin.rendering import Compiled, compile

COMPILED_KEPT = 16
"""Compiled designs per process; one with a full-bleed photograph takes some megabytes."""


class StoredAssets:
    """Fonts and artwork from the private storage, by the SHA-256 of their content."""

    def __init__(self, using: str) -> None:
        self._using = using

    def read(self, sha256: str) -> bytes:
        """Return the content of one asset; raises DesignAsset.DoesNotExist."""
        asset = DesignAsset.objects.using(self._using).get(pk=sha256)
        with asset.file.open("rb") as file:
            return bytes(file.read())


@lru_cache(maxsize=8 * COMPILED_KEPT)
def document(digest: str, using: str = "default") -> Document:
    """Parse the document of a revision; raises DesignRevision.DoesNotExist."""
    revision = DesignRevision.objects.using(using).filter(digest=digest).only("document").first()
    if revision is None:
        raise DesignRevision.DoesNotExist(digest)
    return load(revision.document)


@lru_cache(maxsize=COMPILED_KEPT)
def compiled(digest: str, using: str = "default") -> Compiled:
    """Compile the design of a revision: fonts read, artwork normalised for the press."""
    return compile(document(digest, using), StoredAssets(using))


def current_revision(product_id: int, using: str = "default") -> DesignRevision | None:
    """Return the current revision of the design that a product is printed from."""
    rows = PrintProduct.objects.using(using).filter(product_id=product_id)
    printed = rows.select_related("design__current__design").first()
    return printed.design.current if printed else None

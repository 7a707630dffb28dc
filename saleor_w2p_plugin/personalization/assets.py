"""A checksum in, the stored file of a design or a brand out; files in, stored ones out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.models import DesignAsset
from saleor_w2p_plugin.rendering import Assets


class StoredAssets:
    """Fonts, pictures and artwork from the private storage, by the SHA-256 of their content."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def read(self, sha256: str) -> bytes:
        """Return the content of one asset; raises LookupError where it was never published."""
        asset = DesignAsset.objects.using(self._using).filter(pk=sha256).first()
        if asset is None:
            raise LookupError(f"The file {sha256[:12]}… was never published.")
        with asset.file.open("rb") as file:
            return bytes(file.read())


def read_json(path: Path) -> Any:
    """Read a design or a brand; raises W2PError with DESIGN_INVALID."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        raise refuse(Code.DESIGN_INVALID, f"{path.name} cannot be read: {error}") from error


def store(references: Iterable[AssetRef], assets: Assets) -> None:
    """Store the files that a design or a brand refers to, each once.

    Raises W2PError with DESIGN_INVALID for a file that is not what its checksum says.
    """
    for sha256 in sorted({reference.sha256 for reference in references}):
        _store(sha256, assets)


def _store(sha256: str, assets: Assets) -> None:
    if DesignAsset.objects.filter(pk=sha256).exists():
        return
    content = assets.read(sha256)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise refuse(Code.DESIGN_INVALID, f"An asset is not the file {sha256[:12]}….")
    asset = DesignAsset(sha256=sha256, size=len(content))
    # A name of its own per attempt: somebody may be storing the same file at this moment.
    asset.file.save(f"{sha256}-{uuid4().hex[:8]}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            asset.save(force_insert=True)
    except IntegrityError:
        asset.file.delete(save=False)

"""A design document and its assets in, a published and immutable revision out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max

from saleor_w2p_plugin.design.document import Document, load
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.models import Design, DesignAsset, DesignRevision, PrintProduct
from saleor_w2p_plugin.rendering import Assets, FolderAssets, compile, references


def publish_folder(path: Path) -> DesignRevision:
    """Publish `design.json` with the files beside it; raises W2PError as `publish`."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        raise refuse(Code.DESIGN_INVALID, f"{path.name} cannot be read: {error}") from error
    return publish(raw, FolderAssets(path.parent, load(raw)))


def publish(raw: Mapping[str, Any], assets: Assets) -> DesignRevision:
    """Check that a design compiles, store its assets, and make it the current revision.

    A design is known by its name; content that was published before is the same revision again,
    which is how an earlier one is brought back. Raises DesignInvalid and
    ArtworkInvalid; nothing is stored then.
    """
    document = load(raw)
    compile(document, assets)
    with transaction.atomic():
        for sha256 in sorted({ref.sha256 for ref in references(document)}):
            _store(sha256, assets)
        Design.objects.get_or_create(name=document.name)
        # Two people who publish at once queue up here for their revision numbers.
        design = Design.objects.select_for_update().get(name=document.name)
        design.current = _revision(design, document, raw)
        design.save(update_fields=["current"])
    return design.current


def _revision(design: Design, document: Document, raw: Mapping[str, Any]) -> DesignRevision:
    found = design.revisions.filter(digest=document.digest).first()
    if found is not None:
        return found
    latest = design.revisions.aggregate(latest=Max("number"))["latest"] or 0
    return DesignRevision.objects.create(
        design=design, number=latest + 1, document=raw, digest=document.digest
    )


def print_from(product_id: int, design: Design) -> None:
    """Make a product one that is printed from a design."""
    PrintProduct.objects.update_or_create(product_id=product_id, defaults={"design": design})


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

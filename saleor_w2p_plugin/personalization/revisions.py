"""Published content in, the revision that it is out: an earlier one again, or the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Manager, Max

from saleor_w2p_plugin.models import BrandRevision, DesignRevision

Revision = TypeVar("Revision", BrandRevision, DesignRevision)


def revision(of: Manager[Revision], raw: Mapping[str, Any], digest: str) -> Revision:
    """Return the revision with this digest, made now if its content is new.

    `of` are the revisions of one design or one company, whose row the caller has locked.
    """
    found = of.filter(digest=digest).first()
    if found is not None:
        return found
    latest = of.aggregate(latest=Max("number"))["latest"] or 0
    return of.create(number=latest + 1, document=raw, digest=digest)

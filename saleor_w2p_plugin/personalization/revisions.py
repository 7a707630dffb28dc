"""Published content in, the revision that it is out: an earlier one again, or the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Max, QuerySet

from saleor_w2p_plugin.models import BrandRevision, DesignRevision, PressRevision

Revision = TypeVar("Revision", BrandRevision, DesignRevision, PressRevision)


def revision(
    of: QuerySet[Revision], raw: Mapping[str, Any], digest: str, **owner: object
) -> Revision:
    """Return the revision with this digest, made now if its content is new.

    `of` are the revisions of one owner, whose row the caller has locked; `owner` says whose a new
    one is.
    """
    found = of.filter(digest=digest).first()
    if found is not None:
        return found
    latest = of.aggregate(latest=Max("number"))["latest"] or 0
    return of.create(number=latest + 1, document=raw, digest=digest, **owner)

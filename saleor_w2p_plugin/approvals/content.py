"""A cart in, the fingerprint of what an approver agrees to out."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from saleor_w2p_plugin.host.ports import Cart
from saleor_w2p_plugin.models import Personalization
from saleor_w2p_plugin.personalization.binding import bound


def content_fingerprint(cart: Cart, personalizations: dict[UUID, Personalization]) -> str:
    """Hash lines, variants, quantities and what each line prints; SHA-256, hexadecimal.

    Anything that changes the printed result or its amount changes this value.
    """
    lines = [
        [str(line.id), line.variant_id, line.quantity, _printed(personalizations.get(line.id))]
        for line in sorted(cart.lines, key=lambda line: line.id)
    ]
    canonical = json.dumps({"cart": str(cart.id), "lines": lines}, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def fingerprint_of(cart: Cart, using: str = "default") -> str:
    """Read what the lines print, and hash the cart with it."""
    return content_fingerprint(cart, bound((line.id for line in cart.lines), using))


def _printed(personalization: Personalization | None) -> list[str] | None:
    if personalization is None:
        return None
    return [str(personalization.pk), personalization.fingerprint]

"""What may be downloaded in, a signed and expiring address out, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone

from saleor_w2p_plugin.conf import PLUGIN_ID, host

_SALT = "w2p.link"
# The token carries its own expiry; this only bounds what settings may ask for.
_LONGEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SignedLink:
    """A public address and the moment from which it no longer works."""

    url: str
    expires_at: datetime


def signed_link(kind: str, payload: list[object], seconds: int) -> SignedLink:
    """Sign an address below the plugin's path; anybody who has it may fetch it until it expires."""
    expires_at = timezone.now() + min(timedelta(seconds=seconds), _LONGEST)
    token = signing.dumps([kind, int(expires_at.timestamp()), *payload], salt=_SALT)
    return SignedLink(host().absolute_url(f"/plugins/{PLUGIN_ID}/{kind}/{token}"), expires_at)


def payload_of(kind: str, token: str) -> list[object] | None:
    """Return what was signed; None once it has expired.

    Raises django.core.signing.BadSignature for a token that we have not signed for this kind.
    """
    signed_kind, expires, *payload = signing.loads(token, salt=_SALT, max_age=_LONGEST)
    if signed_kind != kind:
        raise signing.BadSignature("A token of another kind.")
    return payload if timezone.now().timestamp() < expires else None

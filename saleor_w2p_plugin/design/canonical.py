"""A JSON value in, the one byte string that stands for it out."""

from __future__ import annotations

import hashlib
import json
import math


def digest(value: object) -> str:
    """Return the sha256 hex digest of the canonical JSON of a value.

    Raises ValueError for what JSON cannot say (NaN, infinities, lone surrogates), TypeError for
    objects that are not JSON, RecursionError for absurd nesting.
    """
    return hashlib.sha256(encode(value)).hexdigest()


def encode(value: object) -> bytes:
    """Encode with sorted keys, no spaces, UTF-8; 85.0 and 85 are the same number (RFC 8785)."""
    text = json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8")


def _plain(value: object) -> object:
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"A JSON object has names, not {key!r}.")
    return key

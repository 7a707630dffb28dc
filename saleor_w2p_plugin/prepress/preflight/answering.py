"""What `supplied` asks, inside the child: a file and a policy in, the report as JSON out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saleor_w2p_plugin.design.press import unpacked
from saleor_w2p_plugin.prepress.artwork import opening
from saleor_w2p_plugin.prepress.preflight.inspected import Inspected
from saleor_w2p_plugin.prepress.preflight.inspecting import report


@dataclass(frozen=True, slots=True)
class _Sheet:
    width_mm: float
    height_mm: float
    bleed_mm: float
    slug_mm: float
    safe_mm: float


def answer(asked: Mapping[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Inspect the first blob; the second, if there is one, is the policy's profile."""
    data, profile = blobs[0], blobs[1] if len(blobs) > 1 else None
    press = unpacked(asked["press"])
    sheets = asked["sheets"]
    found = report(
        lambda: opening.open_pdf(data),
        press,
        lambda opened: Inspected(
            data,
            opened,
            press,
            sheets=None if sheets is None else [_Sheet(**sides) for sides in sheets],
            is_supplied=True,
            profile=profile,
        ),
    )
    return json.dumps(found.to_json()).encode()

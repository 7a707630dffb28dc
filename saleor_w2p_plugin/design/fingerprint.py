"""A design's digest and answers in, the fingerprint that a proof shows and an approval pins out."""

from __future__ import annotations

from collections.abc import Mapping

from saleor_w2p_plugin.design.canonical import digest


def fingerprint(document_digest: str, answers: Mapping[str, str]) -> str:
    """Return the sha256 hex fingerprint of one filled-in design.

    The document digest covers the checksums of its fonts and artwork, so whatever changes the
    printed page changes the fingerprint. The order of answers does not matter.
    """
    return digest({"answers": dict(answers), "design": document_digest})

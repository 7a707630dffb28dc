"""Answers: what is said when a release of the shop has moved something that we attach to?"""

from __future__ import annotations


class SeamMoved(RuntimeError):
    """A release of the shop has moved a seam; the message names it."""

    def __init__(self, seam: str) -> None:
        super().__init__(f"Saleor seam moved: {seam}. See docs/saleor-versions.md.")

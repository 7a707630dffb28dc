"""A job's folder in, how long somebody waits for one card or one preview of a warm engine out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from benchmarks.figures import Measured
from benchmarks.rendering import sameness
from benchmarks.rendering.engine import OURS, REPORTLAB, TYPST, WEASYPRINT
from benchmarks.rendering.processes import Measurement, Peers, beside, folders, measure, values

_PEERS = (TYPST, REPORTLAB, WEASYPRINT)


def single_card(
    job: Path, into: Path, *, cards: int = 200, peer_cards: int = 40
) -> Mapping[str, Measured]:
    """Draw cards one by one, each into a PDF of its own."""
    us = measure(OURS, "singles", job, into, count=cards)
    peers = beside(_PEERS, "singles", job, into, count=peer_cards)
    sameness.check(us.folder, folders(peers), sorted({0, peer_cards - 1}))
    return {"single_card_p95_ms": _p95(us, peers)}


def preview(
    job: Path, into: Path, *, cards: int = 100, peer_cards: int = 20
) -> Mapping[str, Measured]:
    """Make previews of the front one by one, and see that they show what would be printed."""
    us = measure(OURS, "previews", job, into, count=cards)
    peers = beside(_PEERS, "previews", job, into, count=peer_cards)
    printed = measure(OURS, "singles", job, into, count=peer_cards)
    shown = {us.engine: us.folder, **folders(peers)}
    for number in sorted({0, peer_cards - 1}):
        front = sameness.card(printed.folder, number)[0].image
        for engine, folder in shown.items():
            with Image.open(folder / f"{number}.jpg") as picture:
                sameness.check_preview(f"{engine}, card {number}", picture.convert("RGB"), front)
    return {"preview_150dpi_jpeg_p95_ms": _p95(us, peers)}


def _p95(us: Measurement, peers: Peers) -> Measured:
    return Measured(us.numbers["p95_ms"], values(peers, "p95_ms"))

"""One card at a time through the warm engine in, the time that 95 of 100 cards keep out."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from functools import cache
from typing import Final

import pypdfium2

from benchmarks.figures import Measured, figure
from benchmarks.rendering import cards, peers
from benchmarks.rendering.cards import Draw
from saleor_w2p_plugin import rendering

CARDS: Final = 200
# The slowest peer would take minutes for all.
PEER_CARDS: Final = 40


@figure(area="rendering", name="single_card_p95_ms", unit="ms", limit=10, stretch=3)
def single_card() -> Measured:
    """Measure the press PDF of one card: compiled once, then 200 cards with different answers."""
    ours, others = _engines()
    return Measured(
        value=_p95_ms(ours, CARDS),
        peers={peer.name: _p95_ms(peer.draw, PEER_CARDS) if peer.draw else None for peer in others},
    )


@cache
def _engines() -> tuple[Draw, list[peers.Peer]]:
    document = cards.document()
    compiled = rendering.compile(document, rendering.FolderAssets(cards.CARD, document))
    others = peers.find(document)

    def ours(answers: Mapping[str, str]) -> bytes:
        return rendering.press_pdf(compiled, answers)

    for draw in (ours, *(peer.draw for peer in others if peer.draw)):
        _prove(draw)
    return ours, others


def _prove(draw: Draw) -> None:
    """Draw one card for warmth, and see that it is all there before its time counts."""
    (answers,) = cards.answers(1)
    pdf = pypdfium2.PdfDocument(draw(answers))
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) == 2
    assert all(answers[name] in text for name in ("full_name", "title", "phone", "email"))


def _p95_ms(draw: Draw, count: int) -> float:
    times = []
    for answers in cards.answers(count):
        start = time.perf_counter()
        draw(answers)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.quantiles(times, n=20)[-1]

"""A job's folder in, how long each engine needs for one file with many cards out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Broken, Measured
from benchmarks.rendering import sameness
from benchmarks.rendering.engine import OURS, REPORTLAB, TYPST, WEASYPRINT
from benchmarks.rendering.processes import Measurement, Peers, beside, folders, measure, values


def race(
    job: Path, into: Path, *, records: int = 1_000, many: int = 10_000, documents: int = 20
) -> Mapping[str, Measured]:
    """Let all engines draw the same cards, see that they did, and return the race's figures.

    Peers draw `records` cards, WeasyPrint the first `documents` of them, one file for each.
    """
    us = measure(OURS, "merge", job, into, count=records)
    rivals = beside((TYPST, REPORTLAB), "merge", job, into, count=records)
    slow = beside((WEASYPRINT,), "singles", job, into, count=documents)
    longer = measure(OURS, "merge", job, into / "many", count=many)
    sample = sorted({0, 1, records // 3, records // 2, records - 1})
    sameness.check(us.folder, folders(rivals), sample)
    sameness.check(us.folder, folders(slow), sorted({0, documents - 1}))
    sameness.check(longer.folder, {}, [many - 1])

    return {
        "cpu_per_record_1000_ms": Measured(us.numbers["cpu_ms"], values(rivals | slow, "cpu_ms")),
        "cpu_per_record_10000_ms": Measured(longer.numbers["cpu_ms"]),
        "kb_per_record": Measured(us.numbers["kb"], values(rivals, "kb")),
        "times_faster_than_typst_and_reportlab": times_faster(us, rivals),
        "times_faster_than_weasyprint": times_faster(us, slow),
    }


def times_faster(us: Measurement, peers: Peers) -> Measured:
    """Divide the CPU time of the fastest peer by ours; the peers' values are their own ratios.

    The details tell what remains if the QR symbols were a gift to the peers, but not to us.
    """
    present = [one for one in peers.values() if one]
    if not present:
        raise Broken(f"none of {', '.join(peers)} can run here.")
    cpu = us.numbers["cpu_ms"]
    ratios = {
        name: None if ms is None else ms / cpu for name, ms in values(peers, "cpu_ms").items()
    }
    without = [one.numbers["cpu_ms"] - one.numbers["symbol_ms"] for one in present]
    details = {f"{one.engine}: ms per record": one.numbers["cpu_ms"] for one in present}
    details["ours: ms per record"] = cpu
    details["times faster than peers that get their QR symbols for nothing"] = min(without) / cpu
    return Measured(min(ratio for ratio in ratios.values() if ratio), ratios, details)

"""A PDF in, how long its preflight and a plain walk take in this fresh process, and memory, out.

Called by `book_figures`: `python -m benchmarks.preflight.worker FILE`; prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pikepdf

from saleor_w2p_plugin.prepress import preflight


def main() -> None:
    """Inspect a file by way of its child, then only parse its pages as a peer."""
    data = Path(sys.argv[1]).read_bytes()
    start = time.perf_counter()
    report = preflight.inspect_file(data)
    seconds = time.perf_counter() - start
    # The largest of our children, in KiB: there was one. It starts as a copy of this process, so
    # less than what we hold ourselves is never shown.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    start = time.perf_counter()
    instructions = _parse(sys.argv[1])
    parsed = time.perf_counter() - start
    print(
        json.dumps(
            {
                "seconds": seconds,
                "peak_mb": peak,
                "parse_seconds": parsed,
                "instructions": instructions,
                "pages": len(report.pages),
                "rules": len(report.rules),
                "findings": len(report.findings),
            }
        )
    )


def _parse(path: str) -> int:
    """Parse every page and look at each operator: the least that any preflight does."""
    with pikepdf.open(path) as pdf:
        return sum(
            str(instruction.operator) != ""
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
        )


if __name__ == "__main__":
    main()

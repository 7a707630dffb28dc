"""Areas in, measured figures out; exit code 1 where a limit is missed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import report
from benchmarks.figures import AREAS, RUNS, find, run


def main(arguments: list[str] | None = None) -> int:
    """Measure the figures that were asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=AREAS, help="measure one area")
    parser.add_argument(
        "--into", type=Path, default=report.RESULTS, help="where the results go (%(default)s)"
    )
    chosen = parser.parse_args(arguments)
    figures = find([chosen.only] if chosen.only else AREAS)
    if not figures:
        print(f"No figure is defined for {chosen.only or 'any area'} yet.")
        return 0
    results = []
    for figure in figures:
        print(f"==> {figure.area}/{figure.name}, median of {RUNS} runs", flush=True)
        results.append(run(figure))
        report.write(results[-1], chosen.into)
    print(f"\n{report.table(results)}")
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())

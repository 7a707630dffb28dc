"""Areas or figures in, what was measured out; exit code 1 where not all is well.

Limits may be missed, and runs may break: an engine fails, or not all drew the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import report
from benchmarks.figures import Broken, find, run


def main(arguments: list[str] | None = None) -> int:
    """Measure the figures that were asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", metavar="AREA[/FIGURE]", help="measure one area, or one figure")
    parser.add_argument(
        "--into", type=Path, default=report.RESULTS, help="where the results go (%(default)s)"
    )
    chosen = parser.parse_args(arguments)
    try:
        measurements = find(chosen.only)
    except ValueError as error:
        parser.error(str(error))
    results, broken = [], False
    for measurement in measurements:
        names = ", ".join(figure.name for figure in measurement.figures)
        print(f"==> {measurement.area}: {names} ({measurement.runs} runs)", flush=True)
        try:
            found = run(measurement)
        except Broken as error:
            print(f"This says nothing: {error}", file=sys.stderr)
            broken = True
            continue
        for result in found:
            report.write(result, chosen.into)
        results += found
    if results:
        print(f"\n{report.table(results)}")
    return 1 if broken or not all(result.holds for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())

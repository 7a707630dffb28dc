"""A case of the table in, how it ended in a process with limits out.

The process may take 512 MiB beyond what its imports and the file itself take, and so may each
process that it starts.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEMORY = 512 << 20
SECONDS = 2.0
# Ends a case that hangs; one that only waits for the machine's other users goes on.
_CLOCK = 120.0


@dataclass(frozen=True)
class Outcome:
    """How a case ended: its error's type and sentence, or none of them when it returned.

    `seconds` are processor time, children included: the clock of a shared machine proves nothing.
    `peak` is the most memory that one process held, in bytes.
    """

    error: str | None
    message: str
    seconds: float = 0.0
    peak: int = 0


def run(name: str, table: str = "tests.hostile.table") -> Outcome:
    """Run the case with this name of a module's CASES."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.running", table, name],
        capture_output=True, check=False, cwd=ROOT, timeout=_CLOCK, text=True,
    )  # fmt: skip
    if done.returncode:
        return Outcome("crash", f"{done.returncode}: {done.stderr[-2000:]}")
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def _measured(table: str, name: str) -> Outcome:
    case = importlib.import_module(table).CASES[name]
    data = case.make()
    started = _seconds()
    limit = MEMORY + int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    error, message = None, ""
    try:
        case.read(data)
    except Exception as problem:
        error, message = type(problem).__name__, str(problem)
    peak = max(_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
    return Outcome(error, message, _seconds() - started, peak)


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(*sys.argv[1:]))))

"""A case of a table in, how it ended in a process with limits out.

One process imports the tables; each case runs in a fork of it, which may take 512 MiB beyond what
the imports and the file itself take, and so may each process that it starts.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEMORY = 512 << 20
SECONDS = 2.0


@dataclass(frozen=True)
class Outcome:
    """How a case ended: its error's type and sentence, or none of them when it returned.

    `seconds` are processor time, children included: the clock of a shared machine proves nothing.
    `peak` is the most memory that one process held beyond the imports, in bytes.
    """

    error: str | None
    message: str
    seconds: float = 0.0
    peak: int = 0


class Runner:
    """Runs cases, one after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, name: str, table: str = "tests.hostile.table") -> Outcome:
        """Run the case with this name of a module's CASES."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(table, name, file=self._process.stdin, flush=True)
        return Outcome(**json.loads(self._process.stdout.readline()))


@contextmanager
def runner() -> Iterator[Runner]:
    """Start the process that has the imports, and end it."""
    command = [sys.executable, "-m", "tests.hostile.running"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:
        yield Runner(process)
        process.communicate()


def _serve() -> None:
    for line in sys.stdin:
        table, name = line.split()
        case = importlib.import_module(table).CASES[name]
        child = os.fork()
        if not child:
            _tell(_measured(case))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            _tell(Outcome("crash", f"status {os.waitstatus_to_exitcode(status)}"))


def _measured(case: object) -> Outcome:
    held = _held("VmRSS")
    data = case.make()
    started = _seconds()
    limit = MEMORY + _held("VmSize")
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    error, message = None, ""
    try:
        case.read(data)
    except Exception as problem:
        error, message = type(problem).__name__, str(problem)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return Outcome(error, message, _seconds() - started, max(_held("VmHWM"), children) - held)


def _tell(outcome: Outcome) -> None:
    print(json.dumps(asdict(outcome)), flush=True)


def _held(kind: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{kind}:")[2].split()[0]) * 1024


def _seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


if __name__ == "__main__":
    _serve()

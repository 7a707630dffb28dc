"""A task for an engine in, what a fresh process measured out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.figures import Broken

_ROOT: Final = Path(__file__).parents[2]


class Absent(Broken):
    """An engine that cannot run here."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a worker measured, by the names of `worker`, and the folder that it wrote into."""

    engine: str
    numbers: dict[str, float]
    folder: Path


# By the name of the engine; None where it is absent.
Peers = dict[str, Measurement | None]


def measure(
    engine: str, task: str, job: Path, into: Path, *, count: int = 1, kind: str = "pdf"
) -> Measurement:
    """Run a task in a process of its own; `job` is the job's folder.

    What is drawn goes to `<into>/<task>-<engine>`. Raises Absent where the engine cannot run, and
    Broken with what the process said when it fails.
    """
    folder = into / f"{task}-{engine}"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.rendering.worker", engine, task]
    options = ["--folder", str(job), "--into", str(folder), "--count", str(count), "--kind", kind]
    ended = subprocess.run([*command, *options], cwd=_ROOT, capture_output=True, text=True)
    if ended.returncode:
        raise Broken(f"{engine} failed to {task}:\n{ended.stderr.strip()}")
    said = json.loads(ended.stdout.splitlines()[-1])
    if "absent" in said:
        raise Absent(f"{engine} cannot run here: {said['absent']}")
    return Measurement(said.pop("name"), said, folder)


def beside(peers: Iterable[str], task: str, job: Path, into: Path, *, count: int) -> Peers:
    """Run a task for every peer, one after the other."""
    found: Peers = {}
    for peer in peers:
        try:
            found[peer] = measure(peer, task, job, into, count=count)
        except Absent:
            found[peer] = None
    return found


def values(peers: Peers, number: str) -> dict[str, float | None]:
    """Return one number of each peer by its full name."""
    return {
        one.engine if one else name: one.numbers[number] if one else None
        for name, one in peers.items()
    }


def folders(peers: Peers) -> dict[str, Path]:
    """Return where the peers that are there drew, by their full names."""
    return {one.engine: one.folder for one in peers.values() if one}

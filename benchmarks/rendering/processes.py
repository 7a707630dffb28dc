"""A task for an engine in, what a fresh process measured out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.figures import Broken

_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a worker measured, by the names of `worker`, and the folder that it wrote into."""

    engine: str
    numbers: dict[str, float]
    folder: Path


def measure(
    engine: str, task: str, job: Path, into: Path, *, count: int = 1, kind: str = "pdf"
) -> Measurement | None:
    """Run a task in a process of its own; None where the engine cannot run here.

    `job` is the job's folder, what is drawn goes to `<into>/<task>-<engine>`. Raises Broken with
    what the process said when it fails.
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
        return None
    return Measurement(said.pop("name"), said, folder)


def values(peers: Mapping[str, Measurement | None], number: str) -> dict[str, float | None]:
    """Return one number of each peer by its full name; None where it is absent."""
    return {
        one.engine if one else name: one.numbers[number] if one else None
        for name, one in peers.items()
    }


def ours(measurement: Measurement | None) -> Measurement:
    """Return our own measurement; raises Broken where our engine cannot run."""
    if measurement is None:
        raise Broken("our own engine cannot be imported here.")
    return measurement

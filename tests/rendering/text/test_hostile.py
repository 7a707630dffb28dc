from __future__ import annotations

import subprocess
import sys

import pytest

from tests.rendering.text import hostile


@pytest.mark.parametrize("family", hostile.FAMILIES)
def test_damaged_font_is_refused_or_used_within_two_seconds_and_512_mb(family):
    command = [sys.executable, "-m", hostile.__name__, family]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
    *lines, last = run.stdout.splitlines()
    assert last == "done"
    assert lines
    assert [line for line in lines if float(line.split(" ")[0]) > hostile.SECONDS] == []
    assert {line.split(" ")[1] for line in lines} == {"refused", "set"}

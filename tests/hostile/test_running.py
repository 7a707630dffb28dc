from __future__ import annotations

from tests.hostile.running import SECONDS, run

TABLE = "tests.hostile.controls"


def test_nothing_is_told_when_the_case_returns():
    outcome = run("harmless", TABLE)

    assert (outcome.error, outcome.message) == (None, "")
    assert outcome.seconds < 0.5


def test_time_is_told_when_the_case_is_slow():
    assert run("slow", TABLE).seconds > SECONDS


def test_memory_is_told_and_ends_when_the_case_is_large():
    assert run("large", TABLE).error == "MemoryError"
    outcome = run("nearly-large", TABLE)
    assert outcome.error is None
    assert outcome.peak > 400 << 20


def test_crash_is_told():
    assert run("crash", TABLE).error == "crash"

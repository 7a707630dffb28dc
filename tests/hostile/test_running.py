from __future__ import annotations

from tests.hostile.running import SECONDS

TABLE = "tests.hostile.controls"


def test_nothing_is_told_when_the_case_returns(hostile):
    outcome = hostile.run("harmless", TABLE)

    assert (outcome.error, outcome.message) == (None, "")
    assert outcome.seconds < 0.5


def test_time_is_told_when_the_case_is_slow(hostile):
    assert hostile.run("slow", TABLE).seconds > SECONDS


def test_memory_is_told_and_ends_when_the_case_is_large(hostile):
    assert hostile.run("large", TABLE).error == "MemoryError"
    outcome = hostile.run("nearly-large", TABLE)
    assert outcome.error is None
    assert outcome.peak > 399 << 20


def test_crash_is_told(hostile):
    assert hostile.run("crash", TABLE).error == "crash"

"""Cases that break the limits, to see that they are measured."""

from __future__ import annotations

import time

from tests.hostile.case import Case


def _burn(data: bytes) -> None:
    end = time.process_time() + 2.2
    while time.process_time() < end:
        pass


def _crash(data: bytes) -> None:
    import ctypes

    ctypes.string_at(0)


CASES = {
    "harmless": Case(bytes, lambda data: None),
    "slow": Case(bytes, _burn),
    "large": Case(bytes, lambda data: bytearray(600 << 20)),
    "nearly-large": Case(bytes, lambda data: len(bytearray(400 << 20))),
    "crash": Case(bytes, _crash),
}

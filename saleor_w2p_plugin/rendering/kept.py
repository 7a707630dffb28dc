"""What is costly to make in, the same again out while it is among the last that were used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Keeps values up to a weight in all; may be used from several threads, which may make twice.

    What is kept is not to be changed. A value that is heavier than all may be is not kept.
    """

    def __init__(self, most: int, weigh: Callable[[Value], int]) -> None:
        self._most, self._weigh = most, weigh
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._weight = 0

    @property
    def weight(self) -> int:
        """Return the weight of all that is kept."""
        return self._weight

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value under a key, made now if it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._most:
                _, dropped = self._kept.popitem(last=False)
                self._weight -= self._weigh(dropped)
        return value

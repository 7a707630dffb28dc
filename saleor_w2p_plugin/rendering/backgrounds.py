"""Pictures of a design's backgrounds, those that were used last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PIL import Image

# At three bytes a pixel: both sides of a card at 300 dpi and more, or a letter at 100.
_KEPT_PIXELS: Final = 4_000_000


class Backgrounds:
    """Keeps a few pictures by page and resolution; may be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[int, int], Image.Image] = OrderedDict()

    def get(self, key: tuple[int, int], make: Callable[[], Image.Image]) -> Image.Image:
        """Return the picture under a key, made if it is not kept; it is not to be changed."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        image = make()
        with self._lock:
            self._kept[key] = image
            while sum(kept.width * kept.height for kept in self._kept.values()) > _KEPT_PIXELS:
                self._kept.popitem(last=False)
        return image

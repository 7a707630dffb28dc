"""Steps of a command in, a line on standard error out when somebody is watching."""

from __future__ import annotations

import sys


class Progress:
    """Says what is being done; silent unless standard error is a terminal."""

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()

    def step(self, sentence: str) -> None:
        """Announce the next step."""
        if self._is_watched:
            print(f"{sentence} ...", file=sys.stderr)

"""How the modules of this room say that artwork cannot be printed."""

from __future__ import annotations


class Unprintable(ValueError):
    """A page cannot be printed as it is; the message is a sentence for its designer."""

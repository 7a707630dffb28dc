"""How long the engine takes; each module imported here registers its figures."""

from benchmarks.rendering import single_card

__all__ = ["single_card"]

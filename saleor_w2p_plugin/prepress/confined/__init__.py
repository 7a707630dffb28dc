"""A function's name and input in, what it returns or refuses out, from a process with limits."""

from saleor_w2p_plugin.prepress.confined.calling import Limits, call

__all__ = ["Limits", "call"]

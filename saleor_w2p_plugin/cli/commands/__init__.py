"""The commands of `w2p`, one file each: its options, and what it does."""

from __future__ import annotations

from typing import Final

from saleor_w2p_plugin.cli.commands import check, importing, impose, preflight, preview, render

# In the order in which help shows them.
COMMANDS: Final = (render, preview, check, preflight, importing, impose)

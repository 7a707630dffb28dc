"""Rules on codes that the design shows: readable, large enough, and with their quiet zones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers

# A pixel of the drawing that is measured, and what anti-aliasing does to it.
_SHARE: Final = 0.95


def codes(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """A reader finds every code."""
    for code in inspected.codes:
        if inspected.located(code) is None:
            message = f"No reader finds the code “{code.content}”."
            yield Found(message, code.page, area=code.area)


def code_module(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """The narrowest bars and gaps are as wide as a reader needs."""
    for code in inspected.codes:
        found, least = inspected.located(code), numbers[f"{code.symbology}_mm"]
        if found and found.module_mm is not None and found.module_mm < _SHARE * least:
            message = (
                f"The code “{code.content}” has modules of {found.module_mm:.2f} mm, "
                f"below {least:g} mm."
            )
            yield Found(message, code.page, area=code.area)


def code_quiet_zone(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """Nothing stands too near to a code."""
    for code in inspected.codes:
        found = inspected.located(code)
        if found and not found.is_quiet:
            message = f"Something stands in the quiet zone of the code “{code.content}”."
            yield Found(message, code.page, area=code.area)

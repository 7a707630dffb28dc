"""What was imported in, all that stands against printing it out."""

from __future__ import annotations

from saleor_w2p_plugin.design.press import DEFAULT, Press
from saleor_w2p_plugin.prepress.importing.imported import Imported
from saleor_w2p_plugin.prepress.preflight import Finding, inspect_file


def inspected(
    imported: Imported, press: Press = DEFAULT, profile: bytes | None = None
) -> tuple[Finding, ...]:
    """Return the findings of the import, and of preflight in the artwork without its form.

    That is what will be printed. `profile` are the bytes of the policy's ICC profile. A finding
    that both have is returned once.
    """
    found = dict.fromkeys(imported.findings)
    for path, content in imported.files.items():
        if path.endswith(".pdf"):
            found |= dict.fromkeys(inspect_file(content, press=press, profile=profile).findings)
    return tuple(found)

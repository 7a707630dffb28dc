"""System checks: what would go wrong later is said at start-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from saleor_w2p_plugin.checks import private_files_are_private


def test_check_complains_when_print_files_would_be_public(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    settings.W2P_PRIVATE_ROOT = str(tmp_path / "print")
    assert [error.id for error in private_files_are_private(None)] == ["w2p.E001"]


def test_check_is_content_when_print_files_lie_beside_the_media(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.W2P_PRIVATE_ROOT = None
    assert private_files_are_private(None) == []

"""In a checkout the migrations live in the top-level migrations/ folder; a wheel has them here."""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parents[2] / "migrations")]

"""Broken and hostile PDFs by the name of their trap, for everything that reads a PDF."""

from __future__ import annotations

from tests.hostile.broken import content, documents, resources, structure
from tests.hostile.broken.file import Broken

FILES: dict[str, Broken] = structure.FILES | documents.FILES | content.FILES | resources.FILES

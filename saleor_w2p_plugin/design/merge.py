"""A page and answers in, the text of each frame out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from saleor_w2p_plugin.design.document import Page

PLACEHOLDER: Final = re.compile(r"\{\{ *([a-z][a-z0-9_]*) *\}\}")


def contents(page: Page, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the merged content of every frame of a page, by frame name.

    A frame that refers to fields and finds all of them empty is empty as a whole, so that
    "Tel. {{phone}}" does not print a lonely "Tel.". Answers are set as they are: braces in an
    answer are text.
    """
    return {frame.name: _merged(frame.content, answers) for frame in page.frames}


def placeholders(content: str) -> list[str]:
    """Return the field names a frame's content refers to, in order."""
    return PLACEHOLDER.findall(content)


def _merged(content: str, answers: Mapping[str, str]) -> str:
    names = placeholders(content)
    if names and not any(answers.get(name) for name in names):
        return ""
    return PLACEHOLDER.sub(lambda match: answers.get(match[1], ""), content).strip()

"""Names in, what is used twice and what does not exist out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

# A JSON path, and a sentence about what is found there.
Found = Iterator[tuple[str, str]]


def repeated(named: Iterable[tuple[str, str]]) -> Found:
    """Yield the paths whose name has been used before; takes paths with their names."""
    seen = set()
    for path, name in named:
        if name in seen:
            yield path, f"The name {name!r} is used twice."
        seen.add(name)


def unknown(path: str, what: str, name: str, known: Container[str]) -> Found:
    """Yield the path where a name is not known; `what` says what it should name."""
    if name not in known:
        yield path, f"There is no {what} {name!r}."

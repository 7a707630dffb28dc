"""All hostile files by the name of their trap: add a module with CASES of its own here."""

from __future__ import annotations

from tests.hostile import answers, designs, entries, fonts, htmls, pdfs, svgs
from tests.hostile.case import Case

CASES: dict[str, Case] = {
    f"{kind}-{name}": case
    for kind, module in (
        ("pdf", pdfs),
        ("broken", entries),
        ("svg", svgs),
        ("html", htmls),
        ("font", fonts),
        ("answer", answers),
        ("design", designs),
    )
    for name, case in module.CASES.items()
}

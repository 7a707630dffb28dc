"""Options that several commands share, and the job that they describe."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Final

from saleor_w2p_plugin.cli.job import Job, Options, prepare
from saleor_w2p_plugin.cli.progress import Progress

Subparsers = argparse._SubParsersAction
_ROLES: Final = ("buyer", "approver", "brand_owner", "company_admin")


def command(
    subparsers: Subparsers[argparse.ArgumentParser], name: str, run: object, summary: str
) -> argparse.ArgumentParser:
    """Add a command with what every command has; `run(options, progress)` gives an Outcome."""
    parser = subparsers.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)
    return parser


_DESIGN: Final = "design.json; its fonts and artwork beside it"


def design(parser: argparse.ArgumentParser, source: str = "") -> None:
    """Add the options of a command that starts from a design, or from the `source` it explains."""
    shown = "SOURCE" if source else "design"
    parser.add_argument("design", type=Path, metavar=shown, help=source or _DESIGN)
    parser.add_argument("--member", type=Path, help='JSON such as {"member.full_name": "..."}')
    parser.add_argument("--brand", type=Path, help="brand.json; its files beside it")
    parser.add_argument("--press", type=Path, help="press.json; its ICC profile beside it")
    parser.add_argument("--pictures", type=Path, help="folder whose files answers name")
    parser.add_argument("--size", help="name of one of the design's output sizes")
    parser.add_argument("--role", choices=_ROLES, default="company_admin", help="who answers")


def job(options: argparse.Namespace, progress: Progress) -> Job:
    """Prepare the job that the options of `design` and `answers` describe."""
    names = (field.name for field in dataclasses.fields(Options))
    return prepare(Options(**{name: getattr(options, name) for name in names}), progress)

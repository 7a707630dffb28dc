"""The words of a command line in, an exit code out.

Exit codes: 0 done; 1 something unexpected; 2 bad input, with the field, frame or path on standard
error; 3 the rendered file did not pass preflight and was not written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from saleor_w2p_plugin.cli import commands
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.errors import W2PError

DONE: Final = 0
UNEXPECTED: Final = 1
BAD_INPUT: Final = 2
BLOCKED: Final = 3

_ROLES: Final = ("buyer", "approver", "brand_owner", "company_admin")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(words)
    try:
        outcome = options.run(options, Progress())
    except W2PError as error:
        return _refused(error, options.json)
    except KeyboardInterrupt:
        return _failed("interrupted")
    except Exception as error:  # the last line of defence: no traceback for people at a shell
        return _failed(f"unexpected {type(error).__name__}: {error}")
    if options.json:
        print(json.dumps(outcome.values, ensure_ascii=False))
    elif outcome.lines:
        print("\n".join(outcome.lines))
    for line in outcome.blocking:
        print(f"w2p: {line}", file=sys.stderr)
    return BLOCKED if outcome.blocking else DONE


def _refused(error: W2PError, as_json: bool) -> int:
    for problem in error.problems:
        place = f"{problem.field}: " if problem.field else ""
        print(f"w2p: {place}{problem.message}", file=sys.stderr)
    if as_json:
        problems = [
            {"code": problem.code.value, "field": problem.field, "message": problem.message}
            for problem in error.problems
        ]
        print(json.dumps({"problems": problems}, ensure_ascii=False))
    return BAD_INPUT


def _failed(reason: str) -> int:
    print(f"w2p: {reason}", file=sys.stderr)
    return UNEXPECTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="w2p", description="Render personalised print products from a design and answers."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    render = _command(subparsers, "render", commands.render, "write a press-ready PDF")
    render.add_argument("answers", type=Path, help="answers.json: field names and values")
    render.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")
    preview = _command(subparsers, "preview", commands.preview, "write a picture of one page")
    preview.add_argument("answers", type=Path, help="answers.json: field names and values")
    preview.add_argument("-o", "--output", type=Path, required=True, help="the .jpg, .webp, .png")
    preview.add_argument("--page", type=int, default=1, help="page number from 1")
    preview.add_argument("--dpi", type=int, default=150, help="pixels per inch, 20 to 600")
    check = _command(subparsers, "check", commands.check, "check a design, and answers")
    check.add_argument("answers", type=Path, nargs="?", help="answers.json, optional")
    return parser


def _command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    summary: str,
) -> argparse.ArgumentParser:
    command = subparsers.add_parser(name, help=summary, description=summary)
    command.add_argument("design", type=Path, help="design.json; its fonts and artwork beside it")
    command.add_argument("--member", type=Path, help='JSON such as {"member.full_name": "..."}')
    command.add_argument("--brand", type=Path, help="brand.json; its files beside it")
    command.add_argument("--pictures", type=Path, help="folder whose files answers name")
    command.add_argument("--size", help="name of one of the design's output sizes")
    command.add_argument("--role", choices=_ROLES, default="company_admin", help="who answers")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)
    return command

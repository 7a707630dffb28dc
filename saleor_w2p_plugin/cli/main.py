"""The words of a command line in, an exit code out.

Exit codes: 0 done; 1 something unexpected; 2 bad input, with the field, frame or path on standard
error; 3 the file did not pass preflight; a rendered one was not written then.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Final

from saleor_w2p_plugin.cli.commands import COMMANDS
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.errors import W2PError

DONE: Final = 0
UNEXPECTED: Final = 1
BAD_INPUT: Final = 2
BLOCKED: Final = 3


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
        prog="w2p",
        description="Render personalised print products, and make files press-ready.",
        epilog="Exit codes: 0 done, 1 something unexpected, 2 bad input, 3 blocked by preflight.",
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    return parser

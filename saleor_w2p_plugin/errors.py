"""What can be refused, as typed problems; each names the field, row or frame it is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Codes that a storefront can switch on; GraphQL shows them in upper case."""

    # Shared with Saleor's own error enums, which its error folding produces.
    GRAPHQL_ERROR = "graphql_error"
    INVALID = "invalid"
    NOT_FOUND = "not_found"
    REQUIRED = "required"
    UNIQUE = "unique"
    # Answers.
    LOCKED = "locked"
    NOT_A_CHOICE = "not_a_choice"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    TOO_SMALL = "too_small"
    UNKNOWN_FIELD = "unknown_field"
    # Pictures.
    FILE_TOO_LARGE = "file_too_large"
    # Layout.
    MISSING_GLYPH = "missing_glyph"
    RESOLUTION_TOO_LOW = "resolution_too_low"
    TEXT_DOES_NOT_FIT = "text_does_not_fit"
    # Designs and artwork.
    ARTWORK_INVALID = "artwork_invalid"
    DESIGN_INVALID = "design_invalid"
    # People, catalogs, binding.
    COMPANY_REQUIRED = "company_required"
    NOT_A_MEMBER = "not_a_member"
    NOT_IN_CATALOG = "not_in_catalog"
    NOT_PERSONALIZABLE = "not_personalizable"
    NOT_ORDERED = "not_ordered"
    PERSONALIZATION_LOCKED = "personalization_locked"
    REVISION_CHANGED = "revision_changed"
    VARIANT_MISMATCH = "variant_mismatch"
    # Approvals.
    ALREADY_DECIDED = "already_decided"
    ALREADY_SUBMITTED = "already_submitted"
    NO_APPROVER = "no_approver"
    FINGERPRINT_MISMATCH = "fingerprint_mismatch"
    NOT_AN_APPROVER = "not_an_approver"
    NOTHING_TO_APPROVE = "nothing_to_approve"
    NOT_ORDERABLE = "not_orderable"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class W2PProblem:
    """One refusal: a code, a sentence for people, and the field, row or frame it is about."""

    code: Code
    message: str
    field: str | None = None
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class W2PError(Exception):
    """Refuse a request with one or more problems; nothing has been changed when it is raised."""

    def __init__(self, *problems: W2PProblem) -> None:
        if not problems:
            raise ValueError("A refusal needs at least one problem.")
        super().__init__("; ".join(_sentence(problem) for problem in problems))
        self.problems = problems

    def in_record(self, record: int) -> W2PError:
        """Say in each problem's params which of many records it is about, and return the error."""
        self.problems = tuple(
            dataclasses.replace(problem, params={**problem.params, "record": record})
            for problem in self.problems
        )
        return self


def refuse(code: Code, message: str, field: str | None = None) -> W2PError:
    """Build the error for a single problem, to be raised by the caller."""
    return W2PError(W2PProblem(code, message, field))


def _sentence(problem: W2PProblem) -> str:
    return f"{problem.field}: {problem.message}" if problem.field else problem.message


class DesignInvalid(W2PError):
    """A design document breaks its schema; fields are JSON paths."""


class AnswersInvalid(W2PError):
    """Answers break the rules of their fields; fields are field names."""


class TextDoesNotFit(W2PError):
    """A text is too long for its frame at the smallest allowed size; fields are frame names."""


class MissingGlyph(W2PError):
    """No font of a frame's chain has a character; fields are frame names."""


class ArtworkInvalid(W2PError):
    """Supplied artwork cannot be printed as it is; the field names the artwork or its page."""


class SheetInvalid(W2PError):
    """A press sheet breaks its schema, or the pages do not fit on it; fields are JSON paths."""

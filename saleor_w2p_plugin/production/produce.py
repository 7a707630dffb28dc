"""A job ticket in, its press-ready PDF rendered, preflighted and stored with the report on it."""

from __future__ import annotations

import hashlib
import logging
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile

from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.models import Artifact, JobTicket, JobTicketStatus
from saleor_w2p_plugin.personalization.editions import compiled, document, edition_of
from saleor_w2p_plugin.personalization.pictures import CompanyPictures
from saleor_w2p_plugin.prepress.preflight import Severity, inspect
from saleor_w2p_plugin.production.reports import drawn
from saleor_w2p_plugin.production.tickets import MOST_ATTEMPTS, claim, close
from saleor_w2p_plugin.rendering import expected_codes, press_pdf

logger = logging.getLogger(__name__)


def produce(ticket_id: UUID) -> None:
    """Produce one ticket; a second call finds nothing left to do.

    The outcome is on the ticket: READY, PREFLIGHT_FAILED with the blocking findings, FAILED with
    the reason, or WAITING for another attempt. Nothing is locked while rendering.
    """
    ticket = claim(ticket_id)
    if ticket is None:
        return
    try:
        artifact = _artifact(ticket)
    except W2PError as error:
        close(ticket, JobTicketStatus.FAILED, str(error))
    except Exception:
        logger.exception("Job ticket %s could not be rendered.", ticket.pk)
        close(ticket, *_after_break(ticket))
    else:
        _close_with(ticket, artifact)


def _after_break(ticket: JobTicket) -> tuple[JobTicketStatus, str]:
    """Let the periodic task send it again, unless it has broken too often."""
    if ticket.attempts < MOST_ATTEMPTS:
        return JobTicketStatus.WAITING, "Rendering broke off; it will be tried again."
    return JobTicketStatus.FAILED, "Rendering broke off; the log of the worker says why."


def _artifact(ticket: JobTicket) -> Artifact:
    found = Artifact.objects.filter(fingerprint=ticket.fingerprint).first()
    if found is not None:
        return found
    printed = ticket.personalization
    of, answers = edition_of(printed), printed.answers
    design = document(of)
    pdf = press_pdf(compiled(of), answers, CompanyPictures(printed.company_id, design))
    report = inspect(pdf, design, expected_codes(design, answers))
    artifact = Artifact(
        fingerprint=ticket.fingerprint,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        report=report.to_json(),
        is_print_ready=report.passed,
    )
    drawing = drawn(report, pdf, f"{design.name} {ticket.fingerprint[:12]}")
    return _stored(artifact, (artifact.file, pdf), (artifact.report_pdf, drawing))


def _stored(artifact: Artifact, *contents: tuple[FieldFile, bytes]) -> Artifact:
    """Store the files, then the row; where two workers made the same file, the first row stays.

    Each attempt has a name of its own, since some storages overwrite, and the loser is deleted.
    """
    name = f"{artifact.fingerprint[:16]}-{uuid4().hex}.pdf"
    try:
        for file, content in contents:
            if content:
                file.save(name, ContentFile(content), save=False)
        with transaction.atomic():
            artifact.save()
    except Exception as error:
        for file, _content in contents:
            file.delete(save=False)
        if isinstance(error, IntegrityError):
            return Artifact.objects.get(fingerprint=artifact.fingerprint)
        raise
    return artifact


def _close_with(ticket: JobTicket, artifact: Artifact) -> None:
    if artifact.is_print_ready:
        close(ticket, JobTicketStatus.READY, artifact=artifact)
        return
    blocking = [
        finding for finding in artifact.report["findings"] if finding["severity"] == Severity.BLOCK
    ]
    message = "; ".join(f"{finding['rule']}: {finding['message']}" for finding in blocking)
    close(ticket, JobTicketStatus.PREFLIGHT_FAILED, message, artifact=artifact)

"""Reads of printed licences and exit reports."""

from uuid import UUID

from longbien.credentials.actions.render_and_seal import file_name
from longbien.kernel.subject import Subject
from longbien.record.queries import Document, made_document
from longbien.trials import models


def printed_number(number: str, version: int) -> str:
    """What the paper is called: TĐ-2026-001, and TĐ-2026-001.2 for the second version."""
    return number if version == 1 else f"{number}.{version}"


def printed(trial_id: UUID) -> Document | None:
    """The sealed PDF of the version in force; None while it is not made yet."""
    versions = models.PlanVersion.objects.filter(trial_id=trial_id).order_by("-number")
    number, version = versions.values_list("trial__number", "number")[0]
    return made_document(Subject("trials.trial", trial_id), file_name(printed_number(number, version)))


def exit_number(number: str) -> str:
    """What the paper of an exit report is called: TĐ-2026-001.exit."""
    return f"{number}.exit"


def printed_exit(trial_id: UUID) -> Document | None:
    """The sealed PDF of the exit report; None while it is not made yet."""
    number = models.Trial.objects.values_list("number", flat=True).get(pk=trial_id)
    return made_document(Subject("trials.trial", trial_id), file_name(exit_number(number)))

"""Reads of printed licences."""

from uuid import UUID

from longbien.credentials.actions.render_and_seal import file_name
from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.subject import Subject
from longbien.record.queries import Document, documents, entry
from longbien.trials import models


def printed_number(number: str, version: int) -> str:
    """What the paper is called: TĐ-2026-001, and TĐ-2026-001.2 for the second version."""
    return number if version == 1 else f"{number}.{version}"


def printed(trial_id: UUID) -> Document | None:
    """The sealed PDF of the version in force; None while it is not made yet.

    Found by its name and by who stored it: numbers can be guessed, so what a person stored is none.
    """
    versions = models.PlanVersion.objects.filter(trial_id=trial_id).order_by("-number")
    number, version = versions.values_list("trial__number", "number")[0]
    name = file_name(printed_number(number, version))
    called = (one for one in documents(Subject("trials.trial", trial_id)) if one.name == name)
    return next((one for one in called if _ours(one)), None)


def _ours(found: Document) -> bool:
    stored = entry(found.entry_id)
    return stored is not None and stored.actor_id == SYSTEM_ID

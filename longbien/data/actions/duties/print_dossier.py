"""Print a dossier: as it was answered, as a sealed PDF, in every language of the hub."""

from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.duties.dossiers import Paper, paper, paper_number, printed
from longbien.data.rules.duties.dossiers import NAMES, QUESTIONS, Dossier
from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.ui import formats

TEMPLATE = Path(__file__).parents[2] / "letters" / "dossier.typ"
FOOT = Text.of(
    vi="Câu hỏi là của trung tâm: không có mẫu nào của cơ quan trong tay. SHA-256 của câu trả lời trong sổ: {sha256}.",
    en="The questions are the hub's own: no form of the authority is to hand. SHA-256 of the answers in the record: "
    "{sha256}.",
)


def print_dossier(agreement_id: UUID, *, kind: str, number: int, at: datetime) -> None:
    """Draw, seal and keep it; nothing when it is printed already. It takes a second; the worker tries again."""
    found = paper(agreement_id, kind, number)
    if found is None or printed(agreement_id, kind, number) is not None:
        return
    languages, which = settings.HUB.languages, cast(Dossier, kind)
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={"said": [_said(found, which, language) for language in languages]},
        number=paper_number(kind, number),
        title=NAMES[which].in_language(languages[0]),
        language=languages[0],
        subject=Subject("data.agreement", agreement_id),
        by=SYSTEM,
        at=at,
    )


def _said(found: Paper, kind: Dossier, language: str) -> dict[str, Any]:
    view = agreement_view(found.agreement)
    with translation.override(language):
        return {
            "language": language,
            "hub": settings.HUB.name.in_language(language),
            "number": paper_number(kind, found.number),
            "title": NAMES[kind].in_language(language),
            "facts": [
                [_("Data set"), view.contract.title.in_language(language)],
                [_("Recipient"), view.recipient],
                [_("What for"), view.terms.purpose],
                [_("Terms that it judges"), found.terms],
                [_("Made"), formats.moment(found.at)],
            ],
            "answers": [[words.in_language(language), found.answers[code]] for code, words in QUESTIONS[kind].items()],
            "foot": FOOT.in_language(language).format(sha256=found.sha256),
        }

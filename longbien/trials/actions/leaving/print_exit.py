"""Print an exit report: as it was filed, as a sealed PDF, in every language of the hub."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from longbien.credentials.actions.render_and_seal import render_and_seal
from longbien.kernel.actor import SYSTEM
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.queries.leaving.exit_words import lines
from longbien.trials.queries.leaving.exits import ExitView, exit_report
from longbien.trials.queries.public.printed import exit_number, printed_exit
from longbien.ui import formats

TEMPLATE = Path(__file__).parents[2] / "letters" / "exit.typ"


def print_exit(trial_id: UUID, *, at: datetime) -> None:
    """Draw, seal and keep it; nothing when it is printed already, or was never filed. It takes a second.

    Refusal 503 when the seal can't be had; the worker tries again.
    """
    filed = exit_report(trial_id)
    if filed is None or printed_exit(trial_id) is not None:
        return
    trial, languages = queries.trial(trial_id), settings.HUB.languages
    number = exit_number(trial.card.number)
    render_and_seal(
        template=TEMPLATE.read_text(),
        data={
            "number": number,
            "is_demo": trial.card.is_demo,
            "said": [_said(trial, filed, language) for language in languages],
        },
        number=number,
        title=TITLE.in_language(languages[0]),
        language=languages[0],
        subject=trial.subject,
        by=SYSTEM,
        at=at,
    )


def _said(trial: queries.TrialView, filed: ExitView, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "language": language,
            "hub": settings.HUB.name.in_language(language),
            "title": TITLE.in_language(language),
            "demo": DEMO.in_language(language),
            "known": _("What the record knows"),
            "facts": _facts(trial, filed),
            "figures": [list(line) for line in lines(filed.report.figures, trial.policy)],
            "answers": [[name, said] for name, said in _answers(filed) if said],
            "foot": FOOT.in_language(language).format(sha256=filed.sha256),
        }


def _facts(trial: queries.TrialView, filed: ExitView) -> list[list[str]]:
    return [
        [_("Trial"), trial.card.title],
        [_("Tried by"), trial.card.holder.name],
        [_("Filed"), formats.moment(filed.filed_at)],
    ]


def _answers(filed: ExitView) -> list[tuple[str, str]]:
    said = filed.report.answers
    return [
        (_("What was done"), said.activities),
        (_("What came of it"), said.results),
        (_("What was learnt"), said.learnt),
        (_("Which rule should change"), said.recommendation),
    ]


TITLE = Text.of(vi="Báo cáo kết thúc thử nghiệm", en="Exit report of a trial")
DEMO = Text.of(vi="Dữ liệu minh hoạ: không phải báo cáo thật.", en="Demonstration data: not a real report.")
FOOT = Text.of(
    vi="Câu hỏi theo Điều 57(7) Đạo luật AI của Liên minh châu Âu. Phần chữ do đơn vị thử nghiệm viết, giữ nguyên "
    "ngôn ngữ của họ. SHA-256 của báo cáo trong sổ: {sha256}.",
    en="Its questions follow Art. 57(7) of the EU AI Act. The words are the holder's, in the language "
    "they were written in. SHA-256 of the report in the record: {sha256}.",
)

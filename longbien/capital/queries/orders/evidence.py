"""Evidence that a supplier can hand in: its own trials that ended with an exit report and a dossier."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from longbien.capital.models import OrderStep
from longbien.kernel.text import Text
from longbien.trials.queries import TrialCard, trials_of
from longbien.trials.queries.dossiers import dossiers
from longbien.trials.queries.leaving.exits import exit_report


@dataclass(frozen=True)
class Proven:
    """A trial that ended: its exit report with the figures as they were filed, and the dossier drawn up since."""

    trial: TrialCard
    report_sha256: str
    figures: Mapping[str, Any]
    dossier: UUID

    @property
    def name(self) -> Text:
        return Text.of(und=f"{self.trial.number} · {self.trial.title}")


def proven_by(supplier: UUID) -> tuple[Proven, ...]:
    """The supplier's trials with an exit dossier, newest first."""
    return tuple(one for card in trials_of(supplier) if (one := _proven(card)))


def proof(trial_id: UUID, supplier: UUID) -> Proven | None:
    """The exit dossier of a trial, if it is the supplier's and there is one."""
    return next((one for one in proven_by(supplier) if one.trial.id == trial_id), None)


def paid_elsewhere(trial_id: UUID, order_id: UUID) -> bool:
    """Whether an exit dossier has paid for a part of another order: the same result is not bought twice as a pilot."""
    accepted = OrderStep.objects.filter(step="accepted").values("part_id")
    used = OrderStep.objects.filter(step="delivered", trial_id=trial_id, part_id__in=accepted)
    return used.exclude(order_id=order_id).exists()


def _proven(card: TrialCard) -> Proven | None:
    report = exit_report(card.id)
    if report is None:
        return None
    built = next((one for one in dossiers(card.id) if one.at >= report.filed_at), None)
    return Proven(card, report.sha256, report.report.figures, built.entry_id) if built else None

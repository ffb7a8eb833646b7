"""Reads of legal regimes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.sites import areas_too_short, designated_sites
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.policy import check_areas, check_licence
from longbien.trials.rules.regime import Regime, read_regime


@dataclass(frozen=True)
class RegimeView:
    """A version of a regime: `rules` is what plans are checked against, `content` the whole pack."""

    id: UUID
    code: str
    number: int
    sha256: str
    adopted_at: datetime
    rules: Regime
    content: Mapping[str, Any]


def regime(regime_id: UUID) -> RegimeView:
    """A stored version."""
    return _view(models.Regime.objects.get(pk=regime_id))


def regimes() -> tuple[RegimeView, ...]:
    """The newest version of every regime, by code."""
    rows = models.Regime.objects.order_by("code", "-number")
    newest: dict[str, models.Regime] = {}
    for row in rows:
        newest.setdefault(row.code, row)
    return tuple(_view(row) for row in newest.values())


def regime_in_force(code: str = "") -> RegimeView:
    """The newest version of a regime; without a code, of the only one that the hub's city licenses under.

    Refusal when there is none such.
    """
    found = [one for one in regimes() if (one.code == code if code else one.rules.can_grant)]
    if len(found) != 1:
        raise Refusal(
            "no-regime",
            Text.of(
                vi=f"Trung tâm không có chế độ pháp lý “{code}”." if code else "Cần chọn chế độ pháp lý.",
                en=f"The hub has no regime “{code}”." if code else "A legal regime must be chosen.",
            ),
        )
    return found[0]


def weigh(plan: Plan, regime: RegimeView) -> Outcome:
    """Whether a first licence for the plan would stay inside a regime and the areas that are designated now."""
    outcome = check_licence(plan, regime.rules, designated_sites())
    return outcome + check_areas(areas_too_short(plan.areas, plan.term), regime.rules)


def _view(row: models.Regime) -> RegimeView:
    content = json.loads(row.content)
    return RegimeView(row.pk, row.code, row.number, row.sha256, row.adopted_at, _rules(row.content), content)


@lru_cache(maxsize=64)
def _rules(content: str) -> Regime:
    return read_regime(json.loads(content), settings.HUB.languages)

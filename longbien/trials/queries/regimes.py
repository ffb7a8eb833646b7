"""Reads of legal regimes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials import models
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
    """The newest version of a regime; without a code, of the hub's only one. Refusal when there is none such."""
    rows = models.Regime.objects.filter(code=code) if code else models.Regime.objects.all()
    codes = set(rows.values_list("code", flat=True).distinct())
    if len(codes) != 1:
        raise Refusal(
            "no-regime",
            Text.of(
                vi=f"Trung tâm không có chế độ pháp lý “{code}”." if code else "Cần chọn chế độ pháp lý.",
                en=f"The hub has no regime “{code}”." if code else "A legal regime must be chosen.",
            ),
        )
    return _view(rows.order_by("-number")[0])


def _view(row: models.Regime) -> RegimeView:
    content = json.loads(row.content)
    return RegimeView(row.pk, row.code, row.number, row.sha256, row.adopted_at, _rules(row.content), content)


@lru_cache(maxsize=64)
def _rules(content: str) -> Regime:
    return read_regime(json.loads(content), settings.HUB.languages)

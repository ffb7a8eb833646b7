"""Check a plan before it is filed: does it stay inside its regime and the designated areas?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.rules.plan import Plan, read_plan
from longbien.trials.rules.policy import check_areas, check_licence, check_today


def check_plan(data: Mapping[str, Any], *, at: datetime, regime_code: str = "") -> Plan:
    """The plan in the form's data, as it can be licensed at an instant.

    Refusal 422 with the article behind every failure; reads only, records nothing.
    """
    plan = read_plan(data)
    today = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    regime = queries.regime_in_force(regime_code).rules
    outcome = check_licence(plan, regime, queries.designated_sites())
    outcome += check_areas(queries.areas_too_short(plan.areas, plan.term), regime)
    outcome += check_today(plan, currency=settings.HUB.currency, today=today)
    if not outcome:
        raise refusal_of(outcome)
    return plan


def refusal_of(outcome: Outcome) -> Refusal:
    """The refusal in the words of the reasons, each with its law."""
    what = Text.of(
        vi="Kế hoạch vượt ra ngoài khuôn khổ pháp lý của thử nghiệm.",
        en="The plan goes beyond the legal regime of the trial.",
    )
    return Refusal("outside-regime", what, faults=tuple(_fault(reason) for reason in outcome.against))


def _fault(reason: Reason) -> Fault:
    law = f" ({reason.citation})" if reason.citation else ""
    words = {language: said + law for language, said in reason.what.items()}
    return Fault(reason.where, Text.of(**words))

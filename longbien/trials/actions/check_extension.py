"""Check, before it is asked for or granted, whether a licensed trial may run longer."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.period import Period
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.trials import queries
from longbien.trials.actions.check_plan import refusal_of
from longbien.trials.rules import regime
from longbien.trials.rules.lifecycle import FINAL
from longbien.trials.rules.policy import check_areas


def check_extension(trial_id: UUID, *, holder_id: UUID, months: int, at: datetime) -> None:
    """Nothing, when the holder may have `months` more; reads only, records nothing.

    Refusal 404 for a trial that another organisation holds, 409 for one that is over or whose term ran out, 422 with
    the article of the regime that the licence was granted under. Every version after the first counts as an extension.
    """
    card = queries.card(trial_id)
    if card is None or card.holder_id != holder_id:
        raise not_found()
    if card.state in FINAL:
        what = Text.of(vi="Thử nghiệm này đã kết thúc.", en="This trial is over.")
        raise Refusal("trial-over", what, status=409)
    if card.term_end <= at.astimezone(ZoneInfo(settings.HUB.timezone)).date():
        raise Refusal("term-over", RAN_OUT, status=409)
    trial = queries.trial(trial_id)
    term, used = Period(card.term_start, card.term_end), len(trial.versions) - 1
    outcome = regime.check_extension(term, card.term_start, months, used, trial.regime.rules)
    longer = Period.of_months(card.term_start, trial.plan.term_months + months)
    outcome += check_areas(queries.areas_too_short(trial.plan.areas, longer), trial.regime.rules)
    if not outcome:
        raise refusal_of(outcome)


RAN_OUT = Text.of(
    vi="Thời hạn giấy phép đã hết; giấy phép không gia hạn về trước được. Hãy xin giấy phép mới.",
    en="The term of the licence has run out, and an extension doesn't reach back. Apply for a new licence.",
)

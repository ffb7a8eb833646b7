"""Keep the permit of a trial in step with the trial: issued, suspended, in force again, replaced, revoked."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.credentials.actions.issue import issue
from longbien.credentials.actions.pause import reinstate, suspend
from longbien.credentials.actions.revoke import revoke
from longbien.credentials.queries import CredentialCard
from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.trials import queries
from longbien.trials.queries.permits import PERMIT, permit_claims, permits
from longbien.trials.rules.lifecycle import OVER, REVOKED


@act
def keep_permit(trial_id: UUID, *, by: Actor, at: datetime) -> None:
    """One permit for each term that was licensed, and only the newest stands; nothing is written when all is in step.

    A permit that was revoked by hand is not issued again, for no later term either.
    """
    trial = queries.trial(trial_id)
    claims, found = permit_claims(trial), permits(trial_id)
    # What is replaced here is never the newest: so the newest was revoked by hand.
    by_hand = bool(found) and found[0].revoked_at is not None
    of_this_term = next((one for one in found if one.valid_until == claims.valid_until), None)
    for one in found:
        if one.revoked_at is None and (trial.card.state in OVER or one != of_this_term):
            revoke(credential_id=one.id, reason=_said(_why_over(trial)), by=by, at=at)
    if trial.card.state in OVER or by_hand:
        return
    if of_this_term is None:
        made = issue(kind=PERMIT, subject=trial.subject, holder=trial.card.holder_id, claims=claims, by=by, at=at)
        _follow(made, trial, by=by, at=at)
    else:
        _follow(of_this_term.id, trial, by=by, at=at, standing=of_this_term)


def _follow(
    permit_id: UUID, trial: queries.TrialView, *, by: Actor, at: datetime, standing: CredentialCard | None = None
) -> None:
    """Suspended while the trial is, and not longer."""
    if trial.suspension is not None:
        suspend(credential_id=permit_id, reason=_said(trial.suspension.why), by=by, at=at)
    elif standing is not None and standing.suspended_at is not None:
        reinstate(credential_id=permit_id, reason=_said(RESUMED), by=by, at=at)


def _why_over(trial: queries.TrialView) -> Text:
    if trial.card.state not in OVER:
        return REPLACED
    return WITHDRAWN if trial.card.state == REVOKED else ENDED


def _said(why: Text) -> str:
    """In every language of the hub: whoever checks the permit may read any of them."""
    return " · ".join(dict.fromkeys(why.in_language(language) for language in settings.HUB.languages))


REPLACED = Text.of(vi="Được thay bằng giấy phép có thời hạn mới.", en="Replaced by a permit with a new term.")
ENDED = Text.of(vi="Thử nghiệm đã kết thúc.", en="The trial has ended.")
WITHDRAWN = Text.of(vi="Giấy phép thử nghiệm bị thu hồi.", en="The licence was withdrawn.")
RESUMED = Text.of(vi="Thử nghiệm được tiếp tục.", en="The trial was resumed.")

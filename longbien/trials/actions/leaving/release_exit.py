"""Decide whether everyone may read an exit report: the authority's half, after the holder's."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.actions.reason import name_of, reason_given
from longbien.trials.events import ExitReleased
from longbien.trials.queries.leaving.exits import PUBLISHED, REFUSED, exit_report


@act
def release_exit(trial_id: UUID, *, publish: bool, reason: str = "", by: Actor, at: datetime) -> None:
    """EU AI Act, Art. 57(7): an exit report is published if both agree. A refusal needs its reason and may be changed.

    Refusal 409 where there is no report, its holder did not agree, or it is public already; 422 without a reason.
    """
    trial = locked(trial_id, by=by, action="release-exit")
    officer, filed = name_of(by), exit_report(trial_id)
    if filed is None:
        raise conflict("no-report", NO_REPORT)
    if filed.standing == PUBLISHED:
        raise conflict("published-already", ALREADY)
    if filed.standing == REFUSED:
        raise conflict("holder-disagrees", NOT_AGREED)
    said = "" if publish else reason_given(reason)
    happened = ExitReleased(trial.number, filed.sha256, publish, officer=officer, reason=said)
    entry = emit(happened, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
    models.ExitRelease.objects.create(report_id=trial_id, publish=publish, reason=said, decided_at=at, entry=entry)


NO_REPORT = Text.of(vi="Thử nghiệm này chưa có báo cáo kết thúc.", en="No exit report of this trial was filed yet.")
ALREADY = Text.of(vi="Báo cáo đã được công bố rồi.", en="The report is public already.")
NOT_AGREED = Text.of(
    vi="Đơn vị thử nghiệm không đồng ý công bố báo cáo; cơ quan cấp phép không công bố một mình được.",
    en="The holder does not agree to publish the report; the authority can't publish it alone.",
)

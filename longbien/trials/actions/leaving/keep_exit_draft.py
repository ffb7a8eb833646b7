"""Keep what the holder has written of the exit report: to go on later, or to look at before it is filed for good."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.trials import models
from longbien.trials.actions.locked import locked
from longbien.trials.rules.leaving.exit import Answers, check_answers
from longbien.trials.rules.lifecycle import OWING

CHANGED = "draft-changed"
WRITTEN_ON = Text.of(
    vi="Người khác trong tổ chức đã viết tiếp dự thảo này sau khi bạn mở trang.",
    en="Somebody of your organisation wrote on in this draft since you opened the page.",
)


@act
def keep_exit_draft(trial_id: UUID, answers: Answers, *, by: Actor, at: datetime, seen: str | None = None) -> None:
    """The newest one counts, whoever of the holder wrote it; the record says nothing of drafts.

    `seen`: the SHA-256 of the draft that its writer began from, "" for none. Refusal 409 (`CHANGED`) where another one
    was kept since that says something else, 409 while no report is owed, 422 for what is too long for any report.
    """
    trial = locked(trial_id, by=by, action="exit")
    if trial.state not in OWING:
        raise conflict("no-report-owed", Text.of(vi="Chưa đến lúc viết báo cáo kết thúc.", en="No exit report is due."))
    said = answers.trimmed()
    check_answers(said, draft=True)
    known = models.ExitDraft.objects.filter(trial=trial).values_list("sha256", flat=True).first() or ""
    if seen is not None and known not in (seen, said.sha256):
        raise conflict(CHANGED, WRITTEN_ON)
    kept = {"content": said.canonical().decode(), "sha256": said.sha256, "saved_at": at, "saved_by": by.id}
    models.ExitDraft.objects.update_or_create(trial=trial, defaults=kept)

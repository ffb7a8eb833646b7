"""Take back what was handed out in one go, as far as nobody has done anything with it since."""

from datetime import datetime, timedelta
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.procedures.actions.desk.giving import Hand, Handed, give, take_first_back, tell
from longbien.procedures.actions.desk.handing import locked_to_hand, may_hand, refuse_unfit
from longbien.procedures.models import Case, Passing
from longbien.procedures.queries.desk.passing import as_left
from longbien.record.actions.act import act

LONGEST = timedelta(days=1)
MOST = 1000
UNDONE = Text.of(vi="Hoàn tác lần giao trước.", en="The handing out before was undone.")


@act
def undo_handing(*, batch: UUID, by: Actor, at: datetime) -> Handed:
    """Give every case of a batch back to who had it before; `left` counts those that changed hands or ended since,
    those that may not go back, and those that `by` is kept from by now. Refusal (404) for what somebody else did, (409)
    after a day or when it was undone."""
    done = list(Passing.objects.filter(batch=batch, by_id=by.person_id).select_related("case").order_by("case_id"))
    if not done:
        raise not_found()
    if all(one.undone_at for one in done):
        what = Text.of(vi="Lần giao này đã được hoàn tác rồi.", en="This was undone already.")
        raise conflict("undone", what)
    if at - done[0].at > LONGEST:
        what = Text.of(
            vi="Lần giao này không còn hoàn tác được. Hãy giao lại từ danh sách.",
            en="This can't be undone any more. Hand the cases out again from the list.",
        )
        raise conflict("too-late", what)
    theirs = set(may_hand(by, Passing.objects.filter(batch=batch)).values_list("case_id", flat=True))
    locked_to_hand(theirs or [one.case_id for one in done], by, most=MOST)
    hand = Hand(by, at, "undo", note=UNDONE)
    standing = set(as_left(Passing.objects.filter(batch=batch)).values_list("pk", flat=True))
    back = [one for one in done if one.pk in standing and one.case_id in theirs and _is_fit(one.case, one.before_id)]
    for one in back:
        give(one.case, one.before_id, hand)
        take_first_back(one, hand)
    Passing.objects.filter(pk__in=[one.pk for one in back]).update(undone_at=at)
    return tell(hand, left=len(done) - len(back))


def _is_fit(case: Case, person_id: UUID | None) -> bool:
    try:
        if person_id is not None:
            refuse_unfit([case], person_id)
    except Refusal:
        return False
    return True

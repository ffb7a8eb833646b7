"""Keep what an officer is typing on the page of a case and has not sent."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.people.policy import check
from longbien.procedures.actions.perform import locked
from longbien.procedures.models import Draft
from longbien.procedures.queries.drafts import AT_DESK
from longbien.record.actions.act import act

LONGEST = 20_000


@act
def keep_typed(*, case_id: UUID, texts: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Keep texts by what they are for, over what this person typed there before; a blank one is forgotten. Nobody else
    reads them. Refusal outside of the offices of the case."""
    case = locked(case_id)
    check(by, "note", case)
    mine = Draft.objects.filter(case=case, form=AT_DESK, person_id=by.person_id)
    before = mine.values_list("data", flat=True).first() or {}
    given = {name: text.replace("\0", "")[:LONGEST] for name, text in texts.items()}
    now = {name: text for name, text in {**before, **given}.items() if text.strip()}
    if now == before:
        return
    if not now:
        mine.delete()
        return
    Draft.objects.update_or_create(
        case=case, form=AT_DESK, person_id=by.person_id, defaults={"data": now, "saved_at": at}
    )

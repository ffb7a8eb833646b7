"""Step back from an item, vote on it by name, and resolve it."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text
from longbien.people.queries import actor_for
from longbien.procedures.actions.keeping.numbering import next_number
from longbien.procedures.actions.meetings.carrying import carry
from longbien.procedures.actions.meetings.locked import fault, locked_item, note
from longbien.procedures.actions.perform import refuse_unless
from longbien.procedures.events import MemberRecused, Resolved, VoteCast
from longbien.procedures.models import AgendaItem, Recusal, Vote
from longbien.procedures.queries.meetings.counting import Counted, counted, states_result, vote_against
from longbien.record.actions.act import act

LONGEST_TEXT = 5_000


@act
def step_back(*, item_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Declare a conflict about one item: one's vote, if any, is taken back and one is out of its count."""
    item = locked_item(item_id, by=by, action="take-part", states=("called", "open"))
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_TEXT:
        raise fault("reason", Text.of(vi="Hãy nêu lý do.", en="Give the reason."))
    _, is_new = Recusal.objects.get_or_create(
        item=item, person_id=by.person_id, defaults={"reason": reason, "at": at}
    )  # fmt: skip
    if not is_new:
        raise conflict("recused-already", Text.of(vi="Bạn đã đứng ngoài mục này.", en="You stepped back already."))
    item.votes.filter(person_id=by.person_id).delete()
    event = MemberRecused(body=item.meeting.body_id, item=item.pk, person=by.person_id, reason=reason)
    note(item.meeting, event, by=by, at=at)


@act
def vote(*, item_id: UUID, choice: str, by: Actor, at: datetime) -> None:
    """Vote for, against, or abstain, by name; a later vote takes the place of an earlier one until it is decided.

    Refusal for whoever is tied to the applicant, stepped back, or isn't there.
    """
    item = locked_item(item_id, by=by, action="take-part")
    if choice not in Vote.Choice.values:
        raise fault("choice", Text.of(vi="Hãy chọn phiếu.", en="Choose how you vote."))
    refuse_unless(vote_against(item, by, counted(item)), 403, "no-vote")
    Vote.objects.update_or_create(item=item, person_id=by.person_id, defaults={"choice": choice, "at": at})
    acts_for = by.acts_for(f"body:{item.meeting.body_id}")
    cast = VoteCast(
        body=item.meeting.body_id, item=item.pk, person=by.person_id, choice=choice, acts_for=acts_for
    )  # fmt: skip
    note(item.meeting, cast, by=by, at=at)


@act
def resolve(*, item_id: UUID, text: str, by: Actor, at: datetime) -> bool:
    """The chair states the result: True when the item is adopted. A case is then moved in the name of who voted for it.

    Refusal (422) without quorum, or before everyone who counts has voted; whatever the engine refuses is refused.
    """
    item = locked_item(item_id, by=by, action="chair")
    found = counted(item)
    if not states_result(item.meeting, by, found):
        what = Text.of(
            vi="Người chủ trì công bố kết quả; nếu họ phải đứng ngoài mục này thì một thành viên được tính công bố.",
            en="The chair states the result, or a member who counts for the item when the chair is recused from it.",
        )
        raise conflict("not-the-chair", what)
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT:
        raise fault("text", Text.of(vi="Hãy ghi nội dung nghị quyết.", en="Write what is resolved."))
    refuse_unless(found.against, 422, "no-quorum")
    _check_all_voted(found)
    item.result, item.text, item.decided_at = ("adopted" if found.adopted else "rejected"), text, at
    item.voters = sorted(map(str, found.count.voters))
    item.number = next_number("resolution", at) if found.adopted else None
    item.save()
    moved = _carried(item, item.case_id, found, at) if found.adopted and item.case_id else None
    item.event_id = note(item.meeting, _resolved(item, found, moved), by=by, at=at)
    item.save()
    return found.adopted


def _carried(item: AgendaItem, case_id: UUID, found: Counted, at: datetime) -> int:
    ayes = [person for person, choice in found.votes.items() if choice == "for" and person in found.count.voters]
    ayes.sort(key=lambda person: (person != item.meeting.chair_id, str(person)))
    reason = f"{item.number}: {item.text}"
    return carry(case_id, item.action, reason, [actor_for(person) for person in ayes], at=at)


def _check_all_voted(found: Counted) -> None:
    if missing := found.count.voters - set(found.votes):
        n = len(missing)
        what = Text.of(vi=f"Còn {n} người chưa bỏ phiếu.", en=f"{n} who count for this item have not voted yet.")
        raise Refusal("votes-missing", what)


def _resolved(item: AgendaItem, found: Counted, moved: int | None) -> Resolved:
    return Resolved(
        body=item.meeting.body_id, item=item.pk, number=item.number, adopted=found.adopted,
        votes_for=found.tally.for_, votes_against=found.tally.against, abstained=found.tally.abstained,
        case=item.case_id, case_seq=moved, text=item.text,
    )  # fmt: skip

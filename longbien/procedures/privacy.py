"""What this room holds of a person, for export and erasure."""

from uuid import UUID

from django.db.models import Q

from longbien.kernel.actor import Actor
from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.queries import actor_for
from longbien.people.registry import Holder, Parcel, holds_personal_data
from longbien.procedures.actions.forget_person import ERASES, KEEPS, forget_person
from longbien.procedures.models import Case, Draft, Handler, Note, Notice, Passing, QuorumVote, Signature, Task, Wish


def export(person_id: UUID) -> Parcel:
    """Cases the person opened or looks after (of those of organisations they left, only that they opened them), drafts,
    tasks with what they answered, votes, notes, notices, wishes."""
    reader = actor_for(person_id)
    cases = [_case(one, reader) for one in Case.objects.filter(opened_by_id=person_id).order_by("pk")]
    drafts: list[Plain] = [
        {
            "case": str(one.case_id), "form": one.form, "data": one.data, "laid_aside": one.aside,
            "saved_at": encode(one.saved_at),
        }
        for one in Draft.objects.filter(person_id=person_id).order_by("pk")
    ]  # fmt: skip
    tasks: list[Plain] = [
        {
            "case": str(one.case_id), "kind": one.kind, "state": one.state, "data": one.data, "conflict": one.conflict,
            "assigned_at": encode(one.assigned_at), "done_at": encode(one.done_at),
        }
        for one in Task.objects.filter(person_id=person_id).order_by("pk")
    ]  # fmt: skip
    notices: list[Plain] = [
        {"case": str(one.case_id), "kind": one.kind, "words": one.words, "at": encode(one.at)}
        for one in Notice.objects.filter(person_id=person_id).order_by("pk")
    ]
    return Parcel({"cases": cases, "drafts": drafts, "tasks": tasks, "notices": notices, **_in_office(person_id)})


def _case(case: Case, reader: Actor) -> Plain:
    """What has become of a case is its organisation's to know."""
    did: dict[str, Plain] = {"id": str(case.pk), "number": case.number, "opened_at": encode(case.opened_at)}
    return did | {"title": case.title, "state": case.state} if reader.member_of(case.owner_id) else did


def _in_office(person_id: UUID) -> dict[str, Plain]:
    """What the person did as an officer, and how they want to be told."""
    votes: list[Plain] = [
        {"case": str(one.case_id), "action": one.action, "reason": one.reason, "at": encode(one.at)}
        for one in QuorumVote.objects.filter(person_id=person_id).order_by("pk")
    ]
    signatures: list[Plain] = [
        {"case": str(one.case_id), "move": one.seq, "method": one.method, "proved_at": encode(one.proved_at)}
        for one in Signature.objects.filter(person_id=person_id).order_by("pk")
    ]
    notes: list[Plain] = [
        {"case": str(one.case_id), "text": one.text, "at": encode(one.at)}
        for one in Note.objects.filter(by_id=person_id).order_by("at", "pk")
    ]
    handled = Handler.objects.filter(person_id=person_id).order_by("pk").values_list("case_id", flat=True)
    theirs = Q(by_id=person_id) | Q(before_id=person_id) | Q(after_id=person_id)
    passed: list[Plain] = [
        {"case": str(one.case_id), "how": one.how, "at": encode(one.at)}
        for one in Passing.objects.filter(theirs).order_by("pk")
    ]
    wish = Wish.objects.filter(pk=person_id).first()
    return {
        "votes": votes,
        "signatures": signatures,
        "notes": notes,
        "changed_hands": passed,
        "looks_after": [str(case_id) for case_id in handled],
        "letters": wish.mail if wish else "each",
    }


TITLE = Text.of(vi="Thủ tục và hồ sơ", en="Procedures and cases")
holds_personal_data(Holder("procedures", export, forget_person, TITLE, ERASES, KEEPS))

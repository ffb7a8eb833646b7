"""What this room holds of a person, for export and erasure."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.policy import can
from longbien.people.queries import actor_for
from longbien.people.registry import Holder, Parcel, holds_personal_data
from longbien.procedures.actions.forget_person import ERASES, KEEPS, forget_person
from longbien.procedures.models import (
    Answers,
    Attendance,
    AwayPlan,
    Case,
    Draft,
    Fee,
    Handler,
    MinutesApproval,
    Move,
    Note,
    Notice,
    Passing,
    QuorumVote,
    Recusal,
    Revision,
    Signature,
    Task,
    Vote,
    Wish,
)
from longbien.procedures.queries.standing import roles_in
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.forms import hidden_fields
from longbien.procedures.showing import classes_for

AT_ONCE = 10


def export(person_id: UUID) -> Parcel:
    """Cases the person opened or filed a form of (of those of organisations they left, only that they did), what they
    answered there and what their colleagues did as far as they may read it now, drafts, tasks, and all else that they
    wrote. Read row by row, as it is packed."""
    reader = actor_for(person_id)
    return Parcel(
        {
            "cases": (_case(one, reader) for one in _each(_cases(person_id))),
            "answers": _answers(person_id, reader),
            "drafts": _plain(Draft.objects.filter(person_id=person_id), "form", "data", "saved_at", laid_aside="aside"),
            "steps": _plain(Move.objects.filter(by_id=person_id), "action", "reason", "at"),
            "tasks": _plain(
                Task.objects.filter(person_id=person_id), "kind", "state", "data", "conflict", "assigned_at", "done_at"
            ),
            "notices": _plain(Notice.objects.filter(person_id=person_id), "kind", "words", "at"),
            **_in_office(person_id),
            **_in_meetings(person_id),
        }
    )


def _cases(person_id: UUID) -> QuerySet[Case]:
    filed = Answers.objects.filter(by_id=person_id).values("case_id")
    return Case.objects.filter(Q(opened_by_id=person_id) | Q(pk__in=filed))


def _case(case: Case, reader: Actor) -> Plain:
    """What has become of a case is its organisation's to know."""
    did: dict[str, Plain] = {"id": str(case.pk), "number": case.number, "opened_at": encode(case.opened_at)}
    return did | {"title": case.title, "state": case.state} if reader.member_of(case.owner_id) else did


def _answers(person_id: UUID, reader: Actor) -> Iterator[Plain]:
    """Forms as they were sent: those the person sent, and in cases of their own organisations those of others, without
    what their roles may not read."""
    among = Q(by_id=person_id) | Q(case__in=_cases(person_id), case__owner_id__in=list(reader.organisations))
    for row in _each(Answers.objects.filter(among).select_related("case")):
        own = row.by_id == person_id
        if own or can(reader, "read", row):
            yield {
                "case": str(row.case_id), "form": row.form, "at": encode(row.at), "sent_by_you": own,
                "data": row.data if own else _open_to(row, reader), "taken_from_registers": row.known if own else {},
            }  # fmt: skip


def _open_to(row: Answers, reader: Actor) -> dict[str, Any]:
    version = published(row.case.version_id)
    classes = classes_for(version.definition, roles_in(row.case, version.definition, reader))
    schema = version.schemas.get(row.form)
    hidden = hidden_fields(schema, classes) if schema else frozenset()
    return {name: value for name, value in row.data.items() if name not in hidden}


def _in_office(person_id: UUID) -> dict[str, Plain | Iterator[Plain]]:
    """What the person did as an officer, and how they want to be told."""
    handled = Handler.objects.filter(person_id=person_id).order_by("pk").values_list("case_id", flat=True)
    theirs = Q(by_id=person_id) | Q(before_id=person_id) | Q(after_id=person_id)
    passed: list[Plain] = [
        {"case": str(one.case_id), "how": one.how, "at": encode(one.at)}
        for one in Passing.objects.filter(theirs).order_by("pk")
    ]
    wish = Wish.objects.filter(pk=person_id).first()
    return {
        "votes": _plain(QuorumVote.objects.filter(person_id=person_id), "action", "reason", "at"),
        "signatures": _plain(Signature.objects.filter(person_id=person_id), "method", "proved_at", move="seq"),
        "notes": _plain(Note.objects.filter(by_id=person_id), "text", "at"),
        "changed_hands": passed,
        "looks_after": [str(case_id) for case_id in handled],
        "waivers_wished_for": _plain(Fee.objects.filter(waived_by=person_id), "waived_for"),
        "services_written": _plain(
            Revision.objects.filter(by_id=person_id), "seq", "procedure", "forms", "samples", "at", of="draft_id"
        ),
        "plans_for_absences": _plain(
            AwayPlan.objects.filter(person_id=person_id), "to_id", "reason", "made_at", of="absence_id"
        ),
        "letters": wish.mail if wish else "each",
    }


def _in_meetings(person_id: UUID) -> dict[str, Plain | Iterator[Plain]]:
    return {
        "attendance": _plain(Attendance.objects.filter(person_id=person_id), "how", "apology", "at", of="meeting_id"),
        "ballots": _plain(Vote.objects.filter(person_id=person_id), "choice", "at", of="item_id"),
        "recusals": _plain(Recusal.objects.filter(person_id=person_id), "reason", "at", of="item_id"),
        "minutes_approved": _plain(MinutesApproval.objects.filter(person_id=person_id), "at", of="meeting_id"),
    }


def _each(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.order_by("pk").iterator(AT_ONCE)


def _plain(rows: QuerySet[Any], *names: str, of: str = "case_id", **renamed: str) -> Iterator[Plain]:
    """Each row by these columns, those in `renamed` under another name, and the id of what it belongs to."""
    columns = {of.removesuffix("_id"): of, **{name: name for name in names}, **renamed}
    for row in _each(rows):
        yield {name: _encoded(getattr(row, column)) for name, column in columns.items()}


def _encoded(value: Any) -> Plain:
    """JSON of a column stands as it is; ids and instants are written as the record does."""
    return value if value is None or isinstance(value, str | int | dict | list) else encode(value)


TITLE = Text.of(vi="Thủ tục và hồ sơ", en="Procedures and cases")
holds_personal_data(Holder("procedures", export, forget_person, TITLE, ERASES, KEEPS))

"""What this room holds of a person, for export and erasure."""

from uuid import UUID

from longbien.kernel.plain import Plain, encode
from longbien.people.registry import Holder, Parcel, holds_personal_data
from longbien.procedures.actions.forget_person import forget_person
from longbien.procedures.models import Case, Draft, Notice, Task


def export(person_id: UUID) -> Parcel:
    """Cases the person opened, drafts, tasks with what they answered, notices."""
    cases: list[Plain] = [
        {"id": str(one.pk), "number": one.number, "title": one.title, "state": one.state}
        for one in Case.objects.filter(opened_by_id=person_id).order_by("pk")
    ]
    drafts: list[Plain] = [
        {"case": str(one.case_id), "form": one.form, "data": one.data, "saved_at": encode(one.saved_at)}
        for one in Draft.objects.filter(person_id=person_id).order_by("pk")
    ]
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
    return Parcel({"cases": cases, "drafts": drafts, "tasks": tasks, "notices": notices})


holds_personal_data(Holder("procedures", export, forget_person))

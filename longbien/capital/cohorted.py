"""What cohorts and follow-on rounds hold of a person: what they asked, decided, noted, and what they declared."""

from datetime import datetime
from uuid import UUID

from longbien.capital.models import CohortNote, CohortPlace, CohortStep, FollowOn, FollowOnStep, Mentor, MentorAnswer
from longbien.kernel.actor import SYSTEM
from longbien.kernel.plain import Plain, encode
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data
from longbien.record.actions.erase import erase_openings
from longbien.record.queries import openings

WORDS = Text.of(
    vi="Lý do bạn ghi và điều bạn khai khi nhận hướng dẫn",
    en="Reasons that you gave, and what you declared as a mentor",
)
DONE = Text.of(
    vi="Đơn, quyết định, ghi chép và lời mời trong các khoá tăng tốc; vòng gọi vốn bạn ghi",
    en="Applications, decisions, notes and requests in cohorts; follow-on rounds that you recorded",
)
DUTY = Text.of(
    vi="Là bằng chứng của quyết định; chỉ có mã số của bạn, không có tên.",
    en="They are evidence of decisions; your id stands there, no name.",
)


def export(person_id: UUID) -> Parcel:
    applied: list[Plain] = [_at(row.at) for row in CohortPlace.objects.filter(person_id=person_id)]
    decided: list[Plain] = [
        {"step": row.step, "at": encode(row.at), "said": _said(row.entry_id)}
        for model in (CohortStep, FollowOnStep)
        for row in model._default_manager.filter(person_id=person_id).order_by("pk")
    ]
    noted: list[Plain] = [
        {"on": row.on.isoformat(), "said": row.said} for row in CohortNote.objects.filter(person_id=person_id)
    ]
    asked: list[Plain] = [_at(row.at) for row in Mentor.objects.filter(asked_by=person_id)]
    mentors: list[Plain] = [
        {"accepts": row.accepts, "tied": row.is_tied, "at": encode(row.at), "said": _said(row.entry_id)}
        for row in MentorAnswer.objects.filter(mentor__person=person_id)
    ]
    invited: list[Plain] = [_at(row.at) for row in Mentor.objects.filter(person=person_id)]
    rounds: list[Plain] = [_at(row.at) for row in FollowOn.objects.filter(prepared_by=person_id)]
    return Parcel(
        {
            "applied": applied, "decided": decided, "noted": noted, "asked": asked, "invited": invited,
            "answered": mentors, "rounds": rounds,
        }
    )  # fmt: skip


def erase(person_id: UUID, at: datetime) -> Receipt:
    entries = [
        *CohortStep.objects.filter(person_id=person_id).values_list("entry_id", flat=True),
        *FollowOnStep.objects.filter(person_id=person_id).values_list("entry_id", flat=True),
        *MentorAnswer.objects.filter(mentor__person=person_id).values_list("entry_id", flat=True),
    ]
    gone = erase_openings(entries, subject=Subject("people.person", person_id), by=SYSTEM, at=at) if entries else 0
    return Receipt("cohorts", erased=((WORDS, gone),), kept=((DONE, DUTY),))


def _at(moment: datetime) -> Plain:
    return {"at": encode(moment)}


def _said(entry_id: UUID) -> dict[str, Plain]:
    return {name: str(one.value) for name, one in openings(entry_id).items() if one.value}


TITLE = Text.of(vi="Khoá tăng tốc và vòng gọi vốn tiếp theo", en="Cohorts and follow-on rounds")
holds_personal_data(Holder("cohorts", export, erase, TITLE, erases=(WORDS,), keeps=((DONE, DUTY),)))

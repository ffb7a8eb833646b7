"""What this room holds of a person: that they proposed, signed or ended an agreement, what they asked and saved."""

from datetime import datetime
from uuid import UUID

from longbien.data.actions.workbench.keeping import forget_questions
from longbien.data.models import Agreement, Query, Question, Revocation, Signature
from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data

DECIDED = Text.of(
    vi="Các thoả thuận dữ liệu bạn đã lập, ký hoặc thu hồi, và số lần truy vấn",
    en="Agreements on data that you proposed, signed or revoked, and how often you asked under them",
)
DUTY = Text.of(
    vi="Là bằng chứng của thoả thuận; chỉ có mã số của bạn, không có tên.",
    en="They prove the agreement; your id stands there, no name.",
)

ASKED = Text.of(
    vi="Các câu hỏi bạn đã đặt và đã lưu trên bàn truy vấn",
    en="The questions that you asked and saved on the workbench",
)


def export(person_id: UUID) -> Parcel:
    """By agreement, what the person did and when; what they asked and saved."""
    proposed = Agreement.objects.filter(proposed_by=person_id).values_list("pk", "proposed_at")
    signed = Signature.objects.filter(person_id=person_id).values_list("agreement", "at")
    revoked = Revocation.objects.filter(person_id=person_id).values_list("pk", "at")
    done: list[Plain] = [
        {"agreement": str(key), "did": did, "at": encode(at)}
        for did, rows in (("proposed", proposed), ("signed", signed), ("revoked", revoked))
        for key, at in rows
    ]
    kept: list[Plain] = [
        {"name": one.name, "statement": one.statement, "at": encode(one.at)}
        for one in Question.objects.filter(person_id=person_id).order_by("at")
    ]
    asked = Query.objects.filter(person_id=person_id).count()
    return Parcel({"agreements": done, "queries": asked, "questions": kept})


def erase(person_id: UUID, at: datetime) -> Receipt:
    """What they asked and saved goes; others lose the questions that they shared."""
    return Receipt("data", erased=((ASKED, forget_questions(person_id)),), kept=((DECIDED, DUTY),))


TITLE = Text.of(vi="Thoả thuận dữ liệu", en="Agreements on data")
holds_personal_data(Holder("data", export, erase, TITLE, erases=(ASKED,), keeps=((DECIDED, DUTY),)))

"""What this room holds of a person with an account: that they proposed, signed or ended an agreement, what they asked
and saved, told of data that is missing or shared, made a dossier, recorded a breach or saw to it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from longbien.data.actions.workbench.keeping import forget_questions
from longbien.data.models import (
    Agreement,
    Breach,
    BreachStep,
    BudgetDecision,
    BudgetProposal,
    Closing,
    Cube,
    DeliveryKey,
    Dossier,
    Gap,
    NationalShare,
    Promise,
    Query,
    Question,
    Release,
    Revocation,
    Signature,
    WeighingNote,
)
from longbien.kernel.plain import Plain, encode
from longbien.kernel.text import Text
from longbien.people.registry import Holder, Parcel, Receipt, holds_personal_data

DECIDED = Text.of(
    vi="Thoả thuận dữ liệu bạn đã lập, ký hoặc thu hồi, số lần truy vấn, điều bạn ghi về dữ liệu thiếu, hồ sơ, sự cố,"
    " khoá giao dữ liệu",
    en="Agreements you proposed, signed or revoked, how often you asked, what you wrote of gaps, dossiers and breaches,"
    " keys for deliveries",
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
    more = BudgetProposal.objects.filter(person_id=person_id).values_list("agreement", "at")
    decided = BudgetDecision.objects.filter(person_id=person_id).values_list("proposal__agreement", "at")
    did_what = (("proposed", proposed), ("signed", signed), ("revoked", revoked), ("budget-proposed", more),
                ("budget-decided", decided))  # fmt: skip
    done: list[Plain] = [
        {"agreement": str(key), "did": did, "at": encode(at)} for did, rows in did_what for key, at in rows
    ]
    counted = (("queries", Query), ("cubes", Cube), ("cube_answers", Release))
    kept: list[Plain] = [
        {"name": one.name, "statement": one.statement, "at": encode(one.at)}
        for one in Question.objects.filter(person_id=person_id).order_by("at")
    ]
    duties: list[Plain] = [
        {"of": str(of), "did": did, "at": encode(at)} for did, rows in _duties(person_id) for of, at in rows
    ]
    keys = DeliveryKey.objects.filter(person_id=person_id).values_list("data_set__code", "at")
    made: list[Plain] = [{"data_set": code, "at": encode(at)} for code, at in keys]
    return Parcel(
        {"agreements": done, "questions": kept, "strategy": _told(person_id), "duties": duties, "delivery_keys": made}
        | {name: row.objects.filter(person_id=person_id).count() for name, row in counted}
    )


def _told(person_id: UUID) -> list[Plain]:
    """What the person said about missing data and the national platform, and when."""
    rows = (
        ("raised", Gap.objects.filter(raised_by=person_id).values_list("code", "raised_at")),
        ("owed", Promise.objects.filter(person_id=person_id).values_list("gap__code", "at")),
        ("closed", Closing.objects.filter(person_id=person_id).values_list("gap__code", "at")),
        ("shared", NationalShare.objects.filter(person_id=person_id).values_list("data_set__code", "at")),
    )
    return [{"about": code, "did": did, "at": encode(at)} for did, found in rows for code, at in found]


def _duties(person_id: UUID) -> Iterator[tuple[str, Iterable[tuple[UUID, datetime]]]]:
    kinds = (("dossier", Dossier, "pk"), ("breach", Breach, "pk"), ("breach-step", BreachStep, "breach"),
             ("threshold", WeighingNote, "pk"))  # fmt: skip
    for did, kind, of in kinds:
        yield did, kind.objects.filter(person_id=person_id).values_list(of, "at")


def erase(person_id: UUID, at: datetime) -> Receipt:
    """What they asked and saved goes; others lose the questions that they shared."""
    return Receipt("data", erased=((ASKED, forget_questions(person_id)),), kept=((DECIDED, DUTY),))


TITLE = Text.of(vi="Thoả thuận dữ liệu", en="Agreements on data")
holds_personal_data(Holder("data", export, erase, TITLE, erases=(ASKED,), keeps=((DECIDED, DUTY),)))

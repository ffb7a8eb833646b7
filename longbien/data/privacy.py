"""What this room holds of a person: that they proposed, signed or ended an agreement, or asked under one."""

from datetime import datetime
from uuid import UUID

from longbien.data.models import Agreement, Cube, Query, Release, Revocation, Signature
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


def export(person_id: UUID) -> Parcel:
    """By agreement: what the person did, and when."""
    proposed = Agreement.objects.filter(proposed_by=person_id).values_list("pk", "proposed_at")
    signed = Signature.objects.filter(person_id=person_id).values_list("agreement", "at")
    revoked = Revocation.objects.filter(person_id=person_id).values_list("pk", "at")
    done: list[Plain] = [
        {"agreement": str(key), "did": did, "at": encode(at)}
        for did, rows in (("proposed", proposed), ("signed", signed), ("revoked", revoked))
        for key, at in rows
    ]
    counted = (("queries", Query), ("cubes", Cube), ("cube_answers", Release))
    return Parcel(
        {"agreements": done} | {name: row.objects.filter(person_id=person_id).count() for name, row in counted}
    )


def erase(person_id: UUID, at: datetime) -> Receipt:
    return Receipt("data", kept=((DECIDED, DUTY),))


TITLE = Text.of(vi="Thoả thuận dữ liệu", en="Agreements on data")
holds_personal_data(Holder("data", export, erase, TITLE, keeps=((DECIDED, DUTY),)))

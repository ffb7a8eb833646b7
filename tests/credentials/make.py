"""Letters, actors and moments for the tests of this room."""

from datetime import UTC, datetime
from uuid import UUID

from longbien.credentials.queries import Claims
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from tests.people.make import person as make_person

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LAN = Actor(id=UUID("01990000-0000-7000-8000-000000000001"), name="Lan")
LINE = "#let letter = json(bytes(sys.inputs.letter))\n"
LETTER = (
    LINE
    + """= #letter.title
Số: #sys.inputs.number

Kính gửi: *#letter.name*

#table(columns: 2, table.header([Việc], [Kết quả]), ..letter.rows.flatten())
"""
)
DATA = {
    "title": "QUYẾT ĐỊNH CẤP PHÉP",
    "name": "Nguyễn Thị Ẩn, Ẫm ỷ ỡ ặ Đỗ",
    "rows": [["Thử nghiệm", "Chấp thuận"], ["Thời hạn", "18 tháng"]],
}


def case() -> Subject:
    return Subject("procedures.case", new_id())


def holder(name: str = "Nguyễn Thị Ẩn") -> UUID:
    """A person with an account."""
    return make_person(name).pk


def claims(**more: object) -> Claims:
    given = {
        "name": "Giấy phép thử nghiệm",
        "description": "Được thử nghiệm có kiểm soát trong khu vực và thời hạn đã ghi.",
        "criteria": "Đã đáp ứng mọi điều kiện của hồ sơ.",
        "language": "vi",
        "number": "TĐ-2026-001",
        "valid_until": datetime(2027, 9, 2, tzinfo=UTC),
        "facts": (("Khu vực", "Long Biên, phường Bồ Đề"),),
    }
    return Claims(**{**given, **more})

"""Letters, actors and moments for the tests of this room."""

from datetime import UTC, datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject

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

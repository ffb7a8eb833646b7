"""What the forms for disengagements ask."""

from datetime import date
from typing import Any

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.owed.disengagements import (
    INCOMPLETE,
    INITIATORS,
    LONGEST,
    PLACES,
    SHORTEST,
    Disengagement,
)
from longbien.ui.fields import Choice, Field

ALONE = (
    Field("day", "date", Text.of(vi="Ngày", en="Day"), required=True),
    Field(
        "vehicle",
        "text",
        Text.of(vi="Xe nào?", en="Which vehicle?"),
        Text.of(vi="Tên như trong dữ liệu gửi về.", en="As its telemetry names it."),
        required=True,
        maximum=64,
    ),
    Field(
        "driverless",
        "yesno",
        Text.of(vi="Xe chạy được khi không có người lái?", en="Can the vehicle go without a driver?"),
        required=True,
    ),
    Field("driver_present", "yesno", Text.of(vi="Có người lái trên xe?", en="Was a driver present?"), required=True),
    Field(
        "initiated_by",
        "choice",
        Text.of(vi="Ai đã tiếp quản?", en="Who took over?"),
        required=True,
        choices=tuple(Choice(code, name) for code, name in INITIATORS.items()),
    ),
    Field(
        "place",
        "choice",
        Text.of(vi="Loại đường", en="Kind of place"),
        required=True,
        choices=tuple(Choice(code, name) for code, name in PLACES.items()),
    ),
    Field(
        "facts",
        "longtext",
        Text.of(vi="Điều gì đã dẫn đến việc đó?", en="What led to it?"),
        Text.of(vi="Không nêu tên hay số điện thoại của ai.", en="Leave out everybody's name and number."),
        required=True,
        minimum=SHORTEST,
        maximum=LONGEST,
    ),
)
TABLE = (
    Field(
        "table",
        "file",
        Text.of(vi="Tệp CSV", en="A CSV file"),
        Text.of(
            vi="Cột: day, vehicle, driverless, driver_present, initiated_by, place, facts – hoặc như mẫu OL 311R.",
            en="Columns: day, vehicle, driverless, driver_present, initiated_by, place, facts – or as the form OL 311R "
            "calls them.",
        ),
        required=True,
        accept=(".csv",),
        max_bytes=5_000_000,
    ),
)


def of_form(data: dict[str, Any]) -> Disengagement:
    """What a form that was checked says."""
    return Disengagement(
        date.fromisoformat(data["day"]),
        data["vehicle"],
        data["driverless"],
        data["driver_present"],
        data["initiated_by"],
        data["place"],
        data["facts"],
    )


def text_of(upload: Any) -> str:
    """A file's text. Refusal 422 for what is no UTF-8."""
    try:
        return bytes(upload.content).decode()
    except (UnicodeDecodeError, AttributeError) as error:
        what = Text.of(vi="Hãy lưu tệp dưới dạng CSV UTF-8.", en="Save the file as CSV in UTF-8.")
        raise Refusal("no-table", INCOMPLETE, faults=(Fault("table", what),)) from error

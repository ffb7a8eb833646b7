"""The two axes of time that a reader may turn back: the day that counts, and the day by which it was known."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.datastructures import MultiValueDict

from longbien.kernel.text import Text
from longbien.ui.fields import Field
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

FIELDS = (
    Field(
        "on", "date", Text.of(vi="Tính đến hết ngày", en="As of the end of"),
        Text.of(vi="Bỏ trống để xem số hiện nay.", en="Leave blank to see what stands now."),
    ),
    Field(
        "known", "date", Text.of(vi="Theo những gì đã ghi đến hết ngày", en="As it was written by the end of"),
        Text.of(vi="Bút toán ghi sau ngày này không được tính.", en="Entries written after this day don't count."),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Moments:
    """What was asked; `form` shows it again, with what could not be read."""

    form: Form
    on: date | None = None
    known_at: datetime | None = None

    @property
    def is_past(self) -> bool:
        return self.on is not None or self.known_at is not None

    @property
    def query(self) -> str:
        """The same question for another page."""
        return urlencode({one.name: one.value for one in self.form.bound if one.value})


def asked(request: Request) -> Moments:
    data = read(FIELDS, request.GET, MultiValueDict())
    if faults := check(FIELDS, data):
        return Moments(Form(FIELDS, data, faults))
    known = _day(data.get("known"))
    return Moments(Form(FIELDS, data), on=_day(data.get("on")), known_at=_end_of(known) if known else None)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _end_of(day: date) -> datetime:
    """The last moment of a local day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.HUB.timezone))
    return midnight - timedelta(microseconds=1)

"""What a reader asks of a statement: the period, and the moment by which it was known."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from longbien.capital.queries.statements import Asked, asked_of, instant_of
from longbien.kernel.plain import utc_micros
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.ui.fields import Field
from longbien.ui.formats import local
from longbien.ui.forms import Form, check, read
from longbien.ui.requests import Request

FIELDS = (
    Field(
        "as_of", "date", Text.of(vi="Tính đến hết ngày", en="As of the end of"),
        Text.of(vi="Bỏ trống để xem số hiện nay.", en="Leave blank to see what stands now."),
    ),
    Field(
        "known_at", "date", Text.of(vi="Theo những gì đã ghi đến hết ngày", en="As it was written by the end of"),
        Text.of(vi="Bút toán ghi sau ngày này không được tính.", en="Entries written after this day don't count."),
    ),
    Field(
        "first", "date", Text.of(vi="Kỳ bắt đầu từ ngày", en="The period begins on"),
        Text.of(vi="Bỏ trống: từ đầu quý.", en="Leave blank for the beginning of the quarter."),
    ),
)  # fmt: skip
UNREAD = Text.of(vi="Không đọc được thời điểm này.", en="This moment can't be read.")


@dataclass(frozen=True)
class Moments:
    """What was asked, and the form that shows it again with what is wrong; `asked` is None then."""

    form: Form
    asked: Asked | None

    @property
    def query(self) -> str:
        """The same question for another page or a file, to the microsecond."""
        return query_of(self.asked) if self.asked else ""


def query_of(asked: Asked) -> str:
    told = {"as_of": asked.span.last.isoformat(), "known_at": utc_micros(asked.known_at)}
    return urlencode({**told, "first": asked.span.first.isoformat()})


def moments(request: Request) -> Moments:
    """Read from the address; what can't be answered stands beside its question."""
    given, now = request.GET.copy(), timezone.now()
    known_at, faults = now, tuple[Fault, ...]()
    if written := given.get("known_at", ""):
        try:
            known_at = instant_of(written, now=now)
            given["known_at"] = local(known_at).date().isoformat()
        except (ValueError, OverflowError):
            faults = (Fault("known_at", UNREAD),)
    data = read(FIELDS, given, MultiValueDict())
    if faults := check(FIELDS, data) or faults:
        return Moments(Form(FIELDS, data, faults), None)
    try:
        return Moments(Form(FIELDS, data), _asked(data, known_at, now))
    except Refusal as refusal:
        return Moments(Form(FIELDS, data, refusal.faults), None)


def _asked(data: dict[str, str], known_at: datetime, now: datetime) -> Asked:
    as_of = date.fromisoformat(data["as_of"]) if data.get("as_of") else local(now).date()
    first = date.fromisoformat(data["first"]) if data.get("first") else None
    return asked_of(as_of, known_at, now=now, first=first)


def must_be_asked(request: Request) -> Asked:
    """For files and lines, which have no form. Refusal 422 with every fault."""
    found = moments(request)
    if found.asked is None:
        faults = tuple(found.form.faults)
        raise Refusal("bad-moments", faults[0].what, faults=faults)
    return found.asked

"""Write to investors that something is to be paid in."""

from collections.abc import Iterable
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.notices.write_to import people_of, write_to
from longbien.capital.policy import FUND
from longbien.kernel.text import Text
from longbien.people.queries import persons_with_role


def tell_of_call(call_id: UUID) -> int:
    """How many letters went out, each in its reader's language, to the members of each investor."""
    return sum(_tell(one, SUBJECT) for one in models.Notice.objects.filter(call=call_id))


def tell_of_close(close_id: UUID) -> int:
    return sum(_tell(one, SUBJECT) for one in models.Notice.objects.filter(close=close_id))


def tell_of_missed(notice_id: UUID) -> int:
    """To the investor's people, and to the fund's officers."""
    notice = models.Notice.objects.get(pk=notice_id)
    return _tell(notice, MISSED, also=[one.id for one in persons_with_role(FUND)])


def _tell(notice: models.Notice, subject: Text, *, also: Iterable[UUID] = ()) -> int:
    people = {*also, *people_of(notice.commitment.organisation_id)}
    fund, due = notice.commitment.vehicle.name, f"{notice.due_on:%d/%m/%Y}"
    return write_to(people, subject, "capital:notice", notice.pk, fund=fund, due=due)


SUBJECT = Text.of(vi="Thông báo góp vốn, hạn {due}: {fund}", en="Capital call notice, due {due}: {fund}")
MISSED = Text.of(vi="Quá hạn góp vốn ngày {due}: {fund}", en="A payment was due on {due} and is missing: {fund}")

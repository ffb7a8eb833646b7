"""Add to the figures that the supervisor's page and the catalogue read, inside the transaction of what they count.

Several rows may say the same, and one is counted in that nobody else is counting in: no action waits for another, or
for its own turn in a circle. Where all are taken, one more row begins; there are never more than writers at one moment.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from longbien.procedures.models import Share, Tally
from longbien.procedures.queries.standing import local_date
from longbien.procedures.rules.desk.packed import one_more
from longbien.procedures.rules.desk.quantiles import bucket_of
from longbien.record import rows

ONE_MORE_GIVEN = """
UPDATE procedures_share SET n = n + 1 WHERE id = (
SELECT id FROM procedures_share WHERE pool = %s AND month = %s AND person_id = %s ORDER BY id LIMIT 1{free})
"""
ONE_LESS_GIVEN = """
UPDATE procedures_share SET n = n - 1 WHERE id = (
SELECT id FROM procedures_share WHERE pool = %s AND person_id = %s AND n > 0 ORDER BY month DESC, id LIMIT 1{free})
"""


def count_stay(code: str, state: str, seconds: int, *, late: bool, at: datetime) -> None:
    """One more stay in a state that ended at `at`; an empty `state` counts a whole case."""
    month, bucket = month_of(at), bucket_of(seconds)
    kept = rows.free(Tally, code=code, state=state, month=month)
    if kept:
        rows.update(Tally, kept.pk, counts=one_more(bytes(kept.counts), bucket), late=kept.late + late)
    else:
        rows.insert(Tally, month=month, code=code, state=state, counts=one_more(b"", bucket), late=int(late))


def count_share(pool: str, person_id: UUID, *, at: datetime) -> None:
    """One more piece of work of a pool that was given to someone."""
    month, person = month_of(at), Share._meta.get_field("person").get_db_prep_value(person_id, connection)
    if not rows.run(_free(ONE_MORE_GIVEN), [pool, month.isoformat(), person]):
        rows.insert(Share, pool=pool, month=month, person_id=person_id, n=1)


def uncount_share(pool: str, person_id: UUID, *, at: datetime) -> None:
    """One piece of work less, because giving it was undone."""
    person = Share._meta.get_field("person").get_db_prep_value(person_id, connection)
    rows.run(_free(ONE_LESS_GIVEN), [pool, person])


def _free(statement: str) -> str:
    """Only rows that nobody else is counting in, as `record.rows.free` gives them."""
    return statement.format(free=" FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else "")


def month_of(at: datetime) -> date:
    """The first day of the local month."""
    day: date = local_date(at)
    return day.replace(day=1)

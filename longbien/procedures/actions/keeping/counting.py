"""Add to the figures that the supervisor's page and the catalogue read, inside the transaction of what they count."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from longbien.procedures.models import Share
from longbien.procedures.queries.standing import local_date
from longbien.procedures.rules.desk.quantiles import bucket_of
from longbien.record import rows

ADD_STAY = """
INSERT INTO procedures_tally (month, code, state, bucket, n, late) VALUES (%s, %s, %s, %s, 1, %s)
ON CONFLICT (code, state, month, bucket)
DO UPDATE SET n = procedures_tally.n + 1, late = procedures_tally.late + excluded.late
"""
ADD_SHARE = """
INSERT INTO procedures_share (pool, person_id, month, n) VALUES (%s, %s, %s, 1)
ON CONFLICT (pool, month, person_id) DO UPDATE SET n = procedures_share.n + 1
"""


def count_stay(code: str, state: str, seconds: int, *, late: bool, at: datetime) -> None:
    """One more stay in a state that ended at `at`; an empty `state` counts a whole case."""
    rows.run(ADD_STAY, [month_of(at).isoformat(), code, state, bucket_of(seconds), int(late)])


def count_share(pool: str, person_id: UUID, *, at: datetime) -> None:
    """One more piece of work of a pool that was given to someone."""
    person = Share._meta.get_field("person").get_db_prep_value(person_id, connection)
    rows.run(ADD_SHARE, [pool, person, month_of(at).isoformat()])


def month_of(at: datetime) -> date:
    """The first day of the local month."""
    day: date = local_date(at)
    return day.replace(day=1)

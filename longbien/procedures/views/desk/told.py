"""What a private feed and a private calendar hold: numbers, states and dates, nothing that is another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.text import Text
from longbien.procedures.links import case_url, overdue_url, task_url, whole
from longbien.procedures.models import Case, Notice
from longbien.procedures.queries import lists
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.desk.icalendar import Deadline
from longbien.procedures.rules.desk.wording import letter_of
from longbien.ui.language import say

MOST = 100
KINDS = {
    "receipt": Text.of(vi="đã nhận", en="received"),
    "moved": Text.of(vi="có chuyển biến", en="moved on"),
    "late": Text.of(vi="quá hạn", en="overdue"),
    "task": Text.of(vi="có việc giao cho bạn", en="something is asked of you"),
    "assigned": Text.of(vi="bạn xử lý hồ sơ này", en="you look after it"),
    "lost": Text.of(vi="nay do người khác xử lý", en="somebody else looks after it now"),
}


@dataclass(frozen=True)
class Told:
    """A notice without what people typed."""

    id: str
    title: str
    url: str
    at: datetime


def told(actor: Actor) -> tuple[Told, ...]:
    """The newest notices, in the language of this moment."""
    return tuple(_told(one) for one in lists.notices(actor)[:MOST])


def _told(notice: Notice) -> Told:
    of, url = (
        (str(len(notice.cases)), overdue_url()) if notice.cases else (notice.case.number, case_url(notice.case_id))
    )
    title = f"{of}: {say(KINDS[letter_of(notice.kind)])}"
    return Told(f"notice:{notice.pk}", title, whole(url), notice.at)


def deadlines(actor: Actor) -> tuple[Deadline, ...]:
    """Tasks asked of the actor, open cases they look after, and their own cases in which they must act."""
    return tuple(_tasks(actor)) + tuple(_cases(actor))


def _tasks(actor: Actor) -> Iterator[Deadline]:
    for task in lists.own_tasks(actor)[:MOST]:
        if task.due is None:
            continue
        title = published(task.case.version_id).definition.tasks[task.kind].title
        url = whole(task_url(task.pk))
        yield Deadline(_uid("task", task.pk), task.due, task.assigned_at, f"{task.case.number} · {say(title)}", url)


def _cases(actor: Actor) -> Iterator[Deadline]:
    handled = Case.objects.filter(handler__person_id=actor.person_id, closed_at=None).order_by(
        F("due").asc(nulls_last=True)
    )
    own = lists.own_cases(actor).filter(closed_at=None)
    acting = [one for one in own[:MOST] if published(one.version_id).definition.states[one.state].edit]
    for case in {one.pk: one for one in [*handled[:MOST], *acting]}.values():
        if case.due is None:
            continue
        state = published(case.version_id).definition.states[case.state].title
        yield Deadline(
            _uid("case", case.pk), case.due, case.moved_at, f"{case.number} · {say(state)}", whole(case_url(case.pk))
        )


def _uid(kind: str, key: UUID) -> str:
    return f"{kind}-{to_slug(key)}@longbien"

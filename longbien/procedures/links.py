"""Where cases and tasks are shown."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from longbien.kernel.actor import Actor
from longbien.kernel.ids import to_slug
from longbien.kernel.subject import Subject
from longbien.people.policy import ADMINISTRATOR, can, visible
from longbien.people.queries import absence, body, body_of
from longbien.procedures.models import Case, Handler, Meeting, Task
from longbien.procedures.queries.desk.offices import offices_of
from longbien.procedures.queries.desk.passing import passed_because_away
from longbien.procedures.queries.lists import tasks_of
from longbien.procedures.queries.versions import published
from longbien.ui.formats import day
from longbien.ui.language import reader_language, say
from longbien.ui.links import Link, neighbours, register


def case_url(case_id: UUID) -> str:
    return reverse("procedures:case", args=[case_id])


def overdue_url() -> str:
    """What is overdue on one's work list."""
    return f"{reverse('procedures:work')}?when=overdue"


def task_url(task_id: UUID) -> str:
    return reverse("procedures:task", args=[task_id])


def case_title(case_id: UUID) -> str:
    """Number and title; the number alone tells nobody what it is about."""
    number, title = Case.objects.values_list("number", "title").get(pk=case_id)
    return f"{number} · {title}" if title else number


def task_title(task_id: UUID) -> str:
    task = Task.objects.select_related("case").get(pk=task_id)
    spec = published(task.case.version_id).definition.tasks[task.kind]
    return f"{spec.title.in_language(reader_language())} · {task.case.number}"


def link_to(case_id: UUID, language: str) -> str:
    """The whole address of a case's page, for letters."""
    with translation.override(language):
        return whole(case_url(case_id))


def whole(path: str) -> str:
    """An address with the host that this hub is reached by."""
    return origin() + path


def origin() -> str:
    """Where this hub stands, without a slash at the end."""
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), f"http://localhost:{settings.ENV.port}")


def meeting_url(meeting_id: UUID) -> str:
    return reverse("procedures:meeting", args=[meeting_id])


def meeting_title(meeting_id: UUID) -> str:
    meeting = Meeting.objects.get(pk=meeting_id)
    card = body(meeting.body_id)
    return f"{say(card.name) if card else meeting.body_id}, {day(meeting.begins_at)}"


register("procedures.meeting", url=meeting_url, title=meeting_title)
register("procedures.case", url=case_url, title=case_title)
register("procedures.task", url=task_url, title=task_title)


@neighbours("people.absence")
def to_hand_over(actor: Actor, subject: Subject) -> Iterator[Link]:
    """On the page of absences: the open tasks and the cases of whoever is away; they hand over the cases themselves."""
    card = absence(subject.id)
    if card is None or not can(actor, "hand-over", Task(person_id=card.person.id)):
        return
    if looked_after := Handler.objects.filter(person_id=card.person.id, case__closed_at=None).count():
        if card.person.id == actor.id:
            words = ngettext("Hand over %(n)s open case", "Hand over %(n)s open cases", looked_after)
            yield Link(words % {"n": looked_after}, reverse("procedures:hand-over"))
        else:
            words = ngettext("Looks after %(n)s open case", "Looks after %(n)s open cases", looked_after)
            url = f"{reverse('procedures:work')}?{urlencode({'whose': to_slug(card.person.id)})}"
            yield Link(words % {"n": looked_after}, url)
    if waiting := tasks_of(card.person.id).count():
        words = ngettext("Hand over %(n)s open task", "Hand over %(n)s open tasks", waiting) % {"n": waiting}
        yield Link(words, reverse("procedures:hand-over-tasks", args=[card.person.id]))


@neighbours("people.absences")
def to_leave(actor: Actor, subject: Subject) -> Iterator[Link]:
    """On one's own page of absences: all in one step, and what can be taken back."""
    if actor.id != subject.id or not offices_of(actor):
        return
    yield Link(_("Go away and pass on my cases"), reverse("procedures:leave"))
    if passed := passed_because_away(actor.person_id).count():
        words = ngettext("Take back %(n)s case that was passed on", "Take back %(n)s cases that were passed on", passed)
        yield Link(words % {"n": passed}, reverse("procedures:back"))


@neighbours("people.body")
def its_meetings(actor: Actor, subject: Subject) -> Iterator[Link]:
    """Beside a governing body: when it met and meets, for who may see a meeting of it."""
    code = body_of(subject.id)
    seated = code is not None and (code in actor.bodies or ADMINISTRATOR in actor.roles)
    if code and (seated or visible(actor, Meeting.objects.filter(body_id=code)).exists()):
        yield Link(_("Meetings and resolutions"), reverse("procedures:meetings-of", args=[code]))

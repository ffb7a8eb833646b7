"""What waits for a person in this room, for the page /me: tasks, cases at their desk, cases of theirs to mend."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.policy import ADMINISTRATOR
from longbien.people.queries import absent_on, today
from longbien.people.registry import Running, Tally, Waiting, running, tallies, waiting
from longbien.procedures.links import case_url, meeting_title, meeting_url, task_url
from longbien.procedures.models import Attendance, Case, Meeting, Revision, ServiceDraft
from longbien.procedures.queries import lists
from longbien.procedures.queries.applicant.promised import promised
from longbien.procedures.queries.authoring.drafts import drafts, drafts_waiting
from longbien.procedures.queries.desk.offices import offices_of
from longbien.procedures.queries.desk.passing import passed_because_away
from longbien.procedures.queries.desk.tabs import tabs
from longbien.procedures.queries.desk.worklist import Asked, nearest
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.fees import waits_for_fee
from longbien.procedures.rules.meetings import HERE
from longbien.ui.language import say
from longbien.ui.links import title_of

MOST, MOST_RUNNING = 20, 50


@waiting
def work(actor: Actor) -> Iterator[Waiting]:
    """Tasks first, then cases; at most twenty of each, the work list has them all."""
    if not actor.is_signed_in:
        return
    for task in lists.own_tasks(actor)[:MOST]:
        kind = say(published(task.case.version_id).definition.tasks[task.kind].title)
        yield Waiting(task.case.title or task.case.number, task_url(task.pk), kind, task.due)
    for case in nearest(actor, MOST):
        yield _case(case)
    for case in lists.own_cases(actor).filter(closed_at=None)[:MOST]:
        definition = published(case.version_id).definition
        state = definition.states[case.state]
        if state.edit or waits_for_fee(definition, state):
            yield _case(case)


@waiting
def passed_on(actor: Actor) -> Iterator[Waiting]:
    """Cases that were passed on while one was away, once one is there again."""
    if actor.id is None:
        return
    passed = passed_because_away(actor.id).count()
    if passed and not absent_on(today(), [actor.id]):
        words = ngettext("Take back %(n)s case that was passed on", "Take back %(n)s cases that were passed on", passed)
        yield Waiting(words % {"n": passed}, reverse("procedures:back"), _("Back at work"))


@waiting
def services(actor: Actor) -> Iterator[Waiting]:
    """Services in writing that wait for a second person such as the actor to publish them or send them back."""
    if ADMINISTRATOR not in actor.roles:
        return
    proposed = drafts(actor).filter(status=ServiceDraft.Status.PROPOSED)[:MOST]
    for one in drafts_waiting(proposed, actor):
        if one.waits_for_you:
            title = say(one.title) if one.title else one.draft.code
            url = reverse("procedures:draft", args=[one.draft.pk])
            yield Waiting(title, url, _("Service to approve"))


@waiting
def returned(actor: Actor) -> Iterator[Waiting]:
    """Services that one wrote on and that were sent back."""
    if actor.id is None:
        return
    mine = Revision.objects.filter(draft=OuterRef("pk"), by_id=actor.id)
    back = drafts(actor).filter(Exists(mine), status=ServiceDraft.Status.WRITING).exclude(returned="")
    for one in drafts_waiting(back[:MOST], actor):
        title = say(one.title) if one.title else one.draft.code
        yield Waiting(title, reverse("procedures:draft", args=[one.draft.pk]), _("Service sent back to you"))


def _case(case: Case) -> Waiting:
    definition = published(case.version_id).definition
    said = f"{say(definition.title)} · {say(definition.states[case.state].title)}"
    return Waiting(called(case), case_url(case.pk), said, case.due)


def called(case: Case) -> str:
    """Its title; until it has one, as a draft, that of what it is about; else its number."""
    return case.title or (title_of(Subject.parse(case.about)) if case.about else "") or case.number


@running(lambda: reverse("procedures:cases"))
def cases_under_way(actor: Actor, organisations: Collection[UUID]) -> Iterator[Running]:
    """The open cases of these organisations; at most fifty, the list has them all."""
    cases = list(lists.own_cases(actor).filter(owner_id__in=organisations, closed_at=None)[:MOST_RUNNING])
    answers = promised(cases)
    for case in cases:
        definition = published(case.version_id).definition
        state = definition.states[case.state]
        yield Running(
            organisation_id=case.owner_id,
            title=called(case),
            url=case_url(case.pk),
            kind=f"{say(definition.title)} · {case.number}",
            state=say(state.title),
            next=say(state.next) if state.next else "",
            due=case.due,
            is_yours=bool(state.edit) or waits_for_fee(definition, state),
            promised=answers.get(case.pk),
        )


@tallies
def desk(actor: Actor) -> Iterator[Tally]:
    """How many cases wait at the actor's desk, in all and of the kinds that matter first."""
    if not offices_of(actor):
        return
    every, work = tabs(actor, Asked(), timezone.now()), reverse("procedures:work")
    for label, name, query in (
        (_("At your desk"), "all", {"whose": "all"}),
        (_("You look after"), "mine", {"whose": "mine"}),
        (_("Nobody looks after yet"), "free", {"whose": "free"}),
        (_("Overdue"), "overdue", {"when": "overdue"}),
    ):
        tab = every[name]
        yield Tally(label, tab.counted, f"{work}?{urlencode(query)}", tab.is_more)


@waiting
def meetings(actor: Actor) -> Iterator[Waiting]:
    """Meetings of one's bodies that are called or open, and minutes that one has not approved yet."""
    if actor.id is None or not actor.bodies:
        return
    mine = Meeting.objects.filter(body_id__in=actor.bodies)
    for meeting in mine.filter(state__in=("called", "open")).order_by("begins_at")[:MOST]:
        yield Waiting(meeting_title(meeting.pk), meeting_url(meeting.pk), _("Meeting"), meeting.begins_at)
    there = Attendance.objects.filter(meeting=OuterRef("pk"), person_id=actor.id, how__in=HERE)
    unread = mine.filter(Exists(there), state="closed").exclude(approvals__person_id=actor.id)
    for meeting in unread.order_by("begins_at")[:MOST]:
        yield Waiting(meeting_title(meeting.pk), meeting_url(meeting.pk), _("Minutes to approve"))

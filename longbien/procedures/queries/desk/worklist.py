"""The work list of an office: what has to be done now, by deadline, narrowed by what the reader asks for.

However many cases there are, a page reads a few dozen rows of one index: it goes on after the last row it showed
instead of skipping rows, counts no further than a thousand, and finds words by the rarest of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from longbien.kernel.actor import Actor
from longbien.kernel.ids import from_slug, to_slug
from longbien.procedures.models import Case, DeskBar, DeskCase, DeskWord
from longbien.procedures.queries.desk.load import lying
from longbien.procedures.queries.desk.offices import offices_of
from longbien.procedures.queries.versions import Published, all_in_force
from longbien.procedures.rules.desk.words import asked_words, span_of

PER_PAGE = 30
MOST_COUNTED = 999
MOST_QUIET = 100
# A word with no more cases than this is looked up; a commoner one is met soon on the way along the deadlines.
RARE = 2000
SOON = timedelta(days=3)

TURNS = {"judging": Q(judging__gt=0) | Q(wanting__gt=0), "ready": Q(judging=0, wanting=0, owing=False)}
NONE = Q(pk__in=[])


@dataclass(frozen=True)
class Asked:
    """What the reader narrows the list to. `when`: overdue, soon; `whose`: mine, free, or the slug of a colleague.
    `fee`: due, for cases that wait for a payment."""

    text: str = ""
    applicant: str = ""
    code: str = ""
    state: str = ""
    when: str = ""
    whose: str = ""
    fee: str = ""
    turn: str = ""
    office: str = ""
    after: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return asked_words(self.text, self.applicant)

    @property
    def quiet(self) -> tuple[bool, ...]:
        """Which lists are looked into: what is searched for, or asked for by its state or its fee, is found wherever it
        lies."""
        if self.turn:
            return (self.turn == "applicant",)
        return (False, True) if self.words or self.state or self.fee else (False,)


@dataclass(frozen=True)
class Page:
    """A page of the list; `after` is where the next one goes on, `count` None where it was not worth counting.

    `rows` says of each case how it lies at the desk.
    """

    cases: tuple[Case, ...]
    after: str
    count: int | None
    rows: Mapping[UUID, DeskCase] = field(default_factory=dict)

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.count is not None and self.count > MOST_COUNTED

    @property
    def counted(self) -> int:
        return min(self.count or 0, MOST_COUNTED)


def work_list(actor: Actor, asked: Asked, at: datetime, *, per_page: int = PER_PAGE, count: bool = True) -> Page:
    """The open cases in which an office of the actor has something to do now, by deadline; never those of an
    organisation that the actor is tied to."""
    lists = places(actor, asked)
    if not lists:
        return Page((), "", 0)
    wanted, found = wanted_by(actor, asked, at), found_by(asked.words)
    if found is None:
        return Page((), "", 0)
    narrowed = [lying(office, quiet=quiet).filter(found, wanted) for office, quiet in lists]
    rows = _first(narrowed, _past(asked.after), per_page + 1)
    cases = {row.case_id: row for row in rows}
    shown = list(cases.values())[:per_page]
    more = len(cases) > per_page
    if more and not asked.words and count:
        counted: int | None = sum(one[: MOST_COUNTED + 1].count() for one in narrowed)
    else:
        counted = None if more or asked.after else len(cases)
    at_desk = {row.case_id: row for row in shown}
    return Page(tuple(row.case for row in shown), _place(shown[-1]) if more else "", counted, at_desk)


def places(actor: Actor, asked: Asked) -> list[tuple[str, bool]]:
    """The desks that are looked at: of each office the list of what has to be done, the quiet one, or both."""
    offices = [one for one in offices_of(actor) if asked.office in ("", one)]
    return [(office, quiet) for office in offices for quiet in asked.quiet]


def next_after(actor: Actor, asked: Asked, case: Case, at: datetime) -> UUID | None:
    """The case that comes after this one in a list, or its first where this one is at no desk any more."""
    here = DeskCase.objects.filter(case=case, office__in=offices_of(actor)).select_related("case").first()
    following = replace(asked, after=_place(here) if here else "")
    found = work_list(actor, following, at, per_page=1, count=False).cases
    return next((one.pk for one in found if one.pk != case.pk), None)


def nearest(actor: Actor, limit: int) -> tuple[Case, ...]:
    """The most urgent cases at the actor's desk that nobody else looks after."""
    offices = offices_of(actor)
    mine = Q(handler_id=None) | Q(handler_id=actor.id)
    own = Q(owner_id__in=_tied(actor)) | Q(_barred(actor))
    narrowed = [lying(office, quiet=False).filter(mine, ~own) for office in offices]
    rows = _first(narrowed, Q(), limit) if narrowed else []
    return tuple({row.case_id: row.case for row in rows}.values())


def quiet_count(actor: Actor, asked: Asked, at: datetime) -> int:
    """How many cases wait for the applicant, of the same handler, office, service, fee; counted up to a hundred."""
    wanted = wanted_by(actor, Asked(code=asked.code, whose=asked.whose, fee=asked.fee), at)
    offices = [one for one in offices_of(actor) if asked.office in ("", one)]
    found = [lying(one, quiet=True).filter(wanted) for one in offices]
    return sum(one[:MOST_QUIET].count() for one in found)


def _tied(actor: Actor) -> list[UUID]:
    """The organisations whose cases the actor may not judge."""
    return sorted({*actor.organisations, *actor.related})


def _barred(actor: Actor) -> Exists:
    """Whether the actor had a hand in what the case at the desk is about."""
    return Exists(DeskBar.objects.filter(Q(person_id=actor.id), case_id=OuterRef("case_id")))


def wanted_by(actor: Actor, asked: Asked, at: datetime) -> Q:
    """What the list holds but for its words: never a case that the actor is kept from."""
    wanted = ~Q(_barred(actor))
    if tied := _tied(actor):
        wanted &= ~Q(owner_id__in=tied)
    if asked.code:
        wanted &= Q(code=asked.code)
    if asked.state:
        wanted &= Q(state=asked.state)
    if asked.fee == "due":
        wanted &= Q(owing=True)
    wanted &= TURNS.get(asked.turn, Q())
    if asked.turn == "ready":
        wanted &= _judged()
    if asked.when == "overdue":
        wanted &= Q(due__lt=at)
    if asked.when == "soon":
        wanted &= Q(due__gte=at, due__lt=at + SOON)
    return wanted & _whose(actor, asked.whose)


def _judged() -> Q:
    """The states in which somebody is asked for a review, for only there all of them can be in."""
    judged = (Q(code=one.definition.code, state__in=names) for one in all_in_force() if (names := _asking(one)))
    return reduce(or_, judged, NONE)


def _asking(version: Published) -> list[str]:
    return [name for name, state in version.definition.states.items() if state.tasks]


def _whose(actor: Actor, whose: str) -> Q:
    if not whose:
        return Q()
    if whose in ("mine", "free"):
        return Q(handler_id=actor.id if whose == "mine" else None)
    try:
        return Q(handler_id=from_slug(whose))
    except ValueError:
        return NONE


def _first(narrowed: Iterable[QuerySet[DeskCase]], past: Q, limit: int) -> list[DeskCase]:
    """The first rows of several offices together: those of each from its index, then one order over all."""
    tops = [one.filter(past).order_by("due", "case_id")[:limit] for one in narrowed]
    if len(tops) == 1:
        found = tops[0]
    else:
        either = reduce(or_, (Q(pk__in=top.values("pk")) for top in tops))
        found = DeskCase.objects.filter(either).order_by("due", "case_id")
    return list(found.select_related("case", "case__owner", "case__handler__person"))


def _past(after: str) -> Q:
    """What comes after a place in the list; a place that can't be read begins at the beginning."""
    due, _, slug = after.partition("~")
    try:
        when, case_id = datetime.fromisoformat(due), from_slug(slug)
        if when.tzinfo is None:
            return Q()
        when = when.astimezone(UTC)
    except (ValueError, OverflowError):
        return Q()
    # The first part alone lets the index begin there.
    return Q(due__gte=when) & (Q(due__gt=when) | Q(case_id__gt=case_id))


def _place(row: DeskCase) -> str:
    return f"{row.due.isoformat()}~{to_slug(row.case_id)}"


def found_by(words: tuple[str, ...], *, key: str = "case_id") -> Q | None:
    """Rows whose case, under `key`, has all these words; None when there is none."""
    if not words:
        return Q()
    counts = _counted(words)
    if not all(counts.values()):
        return None
    rarest, *others = sorted(words, key=lambda word: counts[word])
    if counts[rarest] > RARE:
        return _and(_has(word, key) for word in words)
    first = list(_with(rarest).values_list("case_id", flat=True)[: RARE + 1])
    return Q(**{f"{key}__in": first}) & _and(_has(word, key) for word in others)


def _with(word: str) -> QuerySet[DeskWord]:
    low, high = span_of(word)
    return DeskWord.objects.filter(word__gte=low, word__lt=high)


def _has(word: str, key: str) -> Q:
    return Q(Exists(_with(word).filter(case_id=OuterRef(key))))


def _and(parts: Iterable[Q]) -> Q:
    found = Q()
    for part in parts:
        found &= part
    return found


def _counted(words: tuple[str, ...]) -> Mapping[str, int]:
    """How many rows begin with each word, no further than it matters; one query."""
    part = "(SELECT COUNT(*) FROM (SELECT 1 FROM procedures_deskword WHERE word >= %s AND word < %s LIMIT %s) AS found)"
    given = [value for word in words for value in (*span_of(word), RARE + 1)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([part] * len(words))}", given)
        return dict(zip(words, cursor.fetchone(), strict=True))

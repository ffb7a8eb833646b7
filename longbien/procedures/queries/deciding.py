"""Who moved a case last, in words for whoever came second."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.conf import settings

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text
from longbien.people.queries import person_card
from longbien.procedures.models import Case
from longbien.procedures.queries.versions import Published
from longbien.procedures.rules.definition import Definition
from longbien.ui.language import readers_zone

MOMENTS = {"vi": "HH:mm, dd/MM/y (OOOO)", "en": "d MMM y, HH:mm (OOOO)"}
MIGRATED = Text.of(vi="Chuyển sang phiên bản mới", en="Taken over to a new version")


def when(at: datetime, zone: str | None = None) -> Text:
    """`10:32, 23/11/2026 (GMT+07:00)`, `23 Nov 2026, 10:32 (GMT+07:00)`: in the time zone of somebody else, "" for the
    hub's; None for that of whoever reads this page."""
    local = at.astimezone(ZoneInfo((readers_zone() if zone is None else zone) or settings.HUB.timezone))
    return Text.of(**{code: format_datetime(local, pattern, locale=code) for code, pattern in MOMENTS.items()})


def said_last(case: Case) -> str:
    """The reason that was given with the last move, such as what the applicant is asked for."""
    return case.moves.order_by("-seq").values_list("reason", flat=True).first() or ""


def asked_last(case: Case, definition: Definition) -> str:
    """What the applicant is asked for, where the case waits for them to add something: elsewhere the reason of the last
    move was for a decision, and asks for nothing."""
    here = definition.states[case.state]
    return said_last(case) if here.clock_stops or here.edit else ""


def doers(case: Case, actions: Iterable[str]) -> dict[str, frozenset[UUID]]:
    """Who did which of these actions in the case, alone, by their vote or through a deputy; the system is nobody."""
    names = list(actions)
    moved = case.moves.filter(action__in=names).values_list("action", "by_id", "on_behalf_of")
    voted = case.votes.filter(action__in=names).values_list("action", "person_id", "on_behalf_of")
    done: dict[str, set[UUID]] = {}
    acted = [(action, person) for action, by_id, deputised in [*moved, *voted] for person in (by_id, deputised)]
    for action, person_id in acted:
        if person_id is not None and person_id != SYSTEM_ID:
            done.setdefault(action, set()).add(person_id)
    return {action: frozenset(persons) for action, persons in done.items()}


def decided_already(case: Case, version: Published) -> Refusal:
    """The conflict that says who did what, when, and where the case stands now."""
    last = case.moves.order_by("-seq").first()
    person = person_card(last.by_id) if last and last.by_id != SYSTEM_ID else None
    name = person.name if person else str(settings.HUB.name)
    action = version.definition.actions.get(last.action) if last else None
    title = action.title if action else MIGRATED if last and last.source else version.definition.initial.title
    here = version.definition.states[case.state].title
    moment = when(case.moved_at)
    return conflict(
        "already-decided",
        Text.of(
            vi=f"{name} đã thực hiện “{title.in_language('vi')}” đối với hồ sơ {case.number} lúc {moment['vi']}. "
            f"Hồ sơ đang ở bước “{here.in_language('vi')}”. Việc của bạn chưa được thực hiện; hãy xem lại hồ sơ.",
            en=f"{name} did “{title.in_language('en')}” to case {case.number} at {moment['en']}. "
            f"It is now at “{here.in_language('en')}”. Your action was not done; look at the case again.",
        ),
    )

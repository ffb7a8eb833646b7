"""State the number of one's identity paper, or take it back. Only a keyed hash of it is kept."""

from datetime import datetime

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import PaperStated, PaperTakenBack
from longbien.people.identity import digest_of
from longbien.people.kinds.countries import numbers, passport
from longbien.people.models import Paper
from longbien.people.rules.countries import check_country
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def state_paper(*, kind: str, country: str, number: str, by: Actor, at: datetime) -> None:
    """State one's own paper: the identity card of the hub's country, or a passport. It replaces the one before.

    Refusal for a number that can't be one. Nothing tells whether somebody else stated the same.
    """
    country = settings.HUB.country if kind == Paper.Kind.CITIZEN_ID else check_country(country)
    kept = _checked(kind, country, number, at)
    values = {"country": country, "digest": digest_of(kind, country, kept), "stated_at": at}
    Paper.objects.update_or_create(person_id=by.person_id, kind=kind, defaults=values)
    emit(PaperStated(kind=kind), subject=Subject("people.person", by.person_id), by=by, at=at)


@act
def take_back_paper(*, kind: str, by: Actor, at: datetime) -> None:
    """Forget one's own paper."""
    gone, _ = Paper.objects.filter(person_id=by.person_id, kind=kind).delete()
    if not gone:
        raise not_found()
    emit(PaperTakenBack(kind=kind), subject=Subject("people.person", by.person_id), by=by, at=at)


def _checked(kind: str, country: str, number: str, at: datetime) -> str:
    if kind not in Paper.Kind.values:
        raise not_found()
    if kind == Paper.Kind.PASSPORT:
        kept = passport(number)
        what = Text.of(vi="Số hộ chiếu có 6 đến 9 chữ và số.", en="A passport number has 6 to 9 letters and digits.")
    else:
        kept = numbers(country).person(number, at.date())
        what = Text.of(
            vi="Số này không đúng cấu trúc. Hãy xem lại từng chữ số trên giấy tờ.",
            en="This can't be such a number. Look at each digit on the paper again.",
        )
    if kept is None:
        raise Refusal("bad-number", what, faults=(Fault("number", what),))
    return kept

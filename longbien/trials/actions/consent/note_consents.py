"""Note what participants did under their codes: by their holder, who heard it, or by themselves, who know the code."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import localtime

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.consent.looking_again import look_again
from longbien.trials.actions.locked import locked, subject_of
from longbien.trials.events.consent import ConsentNoted
from longbien.trials.queries.consent.register import steps, texts
from longbien.trials.rules.consent.codes import ALPHABET, CODE, LENGTH, Row, check_code, written
from longbien.trials.rules.consent.steps import GIVE, WITHDRAW, Standing, Step, check_steps, standings


def drawn_code() -> str:
    """A code that nobody guesses, with letters and digits as every code has."""
    draws = iter(lambda: written([secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH)]), "")
    return next(code for code in draws if CODE(code))


@act
def note_consents(
    trial_id: UUID, verb: str, rows: Sequence[Row], *, by: Actor, at: datetime, where: str = "code"
) -> int:
    """How many steps were noted, all or none. Given, it is to the newest text; other steps keep the text they are of.

    Refusal 409 before any text was published, 422 with every code whose step can't follow, a time to come, or consent
    given before its text was there to read.
    """
    trial = locked(trial_id, by=by, action="keep-consent")
    if verb == GIVE:
        _check_published(trial, rows, where)
    return _note(trial, verb, rows, by=by, at=at, where=where)


@act
def note_as_recorded(trial_id: UUID, verb: str, rows: Sequence[Row], *, by: Actor, at: datetime) -> int:
    """The same for what stands in a record already, which may be older than what is refused today."""
    trial = locked(trial_id, by=by, action="keep-consent")
    return _note(trial, verb, rows, by=by, at=at, where="code")


@act
def note_own(trial_id: UUID, verb: str, code: str, *, at: datetime) -> None:
    """A participant's own step, by whoever knows the code: withdrawn at once, or the withdrawal reversed.

    Refusal 404 for a code that nobody consented under.
    """
    trial = models.Trial.objects.select_for_update(of=("self",)).filter(pk=trial_id).first()
    if trial is None or verb == GIVE or not steps(trial_id, [code]):
        raise not_found()
    _note(trial, verb, [Row(code, at)], by=ANONYMOUS, at=at, where="code")


def _check_published(trial: models.Trial, rows: Sequence[Row], where: str) -> None:
    """To the minute, for no form asks for seconds."""
    newest = next(reversed(texts(trial.pk)), None)
    if newest is not None and any(row.at < newest.published_at.replace(second=0, microsecond=0) for row in rows):
        since = localtime(newest.published_at, ZoneInfo(settings.HUB.timezone))
        what = Text.of(
            vi=f"Phiên bản {newest.version} của lời xin đồng ý được công bố lúc {since:%d/%m/%Y %H:%M}; trước đó "
            "chưa ai có thể đồng ý với lời này.",
            en=f"Version {newest.version} of the text was published at {since:%H:%M on %d %B %Y}; nobody can have "
            "consented to it before.",
        )
        raise Refusal("before-text", what, faults=(Fault(where, what),))


def _note(trial: models.Trial, verb: str, rows: Sequence[Row], *, by: Actor, at: datetime, where: str) -> int:
    published = texts(trial.pk)
    if not published:
        what = Text.of(vi="Hãy công bố lời xin đồng ý trước.", en="Publish what participants agree to first.")
        raise conflict("no-text", what)
    known = standings(steps(trial.pk, [row.code for row in rows]))
    newest = published[-1].version
    taken = [Step(row.code, verb, _version(verb, known.get(row.code), newest), row.at) for row in rows]
    for step in taken:
        check_code(step.code, where=where)
        if step.at > at:
            raise Refusal("to-come", TO_COME, faults=(Fault(where, TO_COME),))
    check_steps(taken, known, where=where)
    _keep(trial, verb, taken, by=by, at=at)
    return len(taken)


def _version(verb: str, known: Standing | None, newest: int) -> int:
    return newest if verb == GIVE or known is None else known.version


def _keep(trial: models.Trial, verb: str, taken: Sequence[Step], *, by: Actor, at: datetime) -> None:
    own, ids = by is ANONYMOUS, dict(trial.consent_texts.values_list("version", "pk"))
    for version in sorted({step.version for step in taken}):
        of_text = [step for step in taken if step.version == version]
        codes, times = tuple(step.code for step in of_text), tuple(step.at for step in of_text)
        noted = ConsentNoted(trial.number, verb, version, len(of_text), own, codes=codes, times=times)
        entry = emit(noted, subject=subject_of(trial), by=by, at=at, chain=subject_of(trial))
        models.ConsentStep.objects.bulk_create(
            models.ConsentStep(
                trial=trial, code=step.code, verb=verb, text_id=ids[version], at=step.at, recorded_at=at,
                by_participant=own, entry=entry,
            )
            for step in of_text
        )  # fmt: skip
        if verb == WITHDRAW:
            look_again(trial, set(codes), since=min(times), at=at)


TO_COME = Text.of(vi="Thời điểm ở tương lai.", en="This time is still to come.")

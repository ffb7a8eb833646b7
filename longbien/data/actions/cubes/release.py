"""Ask a cube: an answer with noise, paid from the budget and published for good; asked again, it costs nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.data.actions.cubes.budget import spend
from longbien.data.actions.cubes.publish import NO_CUBE, NOT_IN_FORCE
from longbien.data.events.cubes import CubeAnswered
from longbien.data.models import Agreement, Cube, Release
from longbien.data.queries.agreements import state_of
from longbien.data.queries.cubes import (
    ReleaseView,
    counted_in,
    cube_terms,
    newest_cube,
    release_view,
    spendings,
    stored,
)
from longbien.data.rules.agreement.terms import Cube as CubeTerms
from longbien.data.rules.cube.accuracy import sensitivity
from longbien.data.rules.cube.asking import Question, canonical_question, digest, judge_question, write_question
from longbien.data.rules.cube.counted import answer
from longbien.data.rules.cube.spending import charge, spending
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit

FAULTY = Text.of(vi="Chưa hỏi được như thế này.", en="This can't be asked like this.")
NOT_PUBLISHED = Text.of(vi="Khối dữ liệu chưa được công bố.", en="The cube isn't published yet.")


@act
def release(agreement_id: UUID, asked: Question, epsilon: int, *, by: Actor, at: datetime) -> ReleaseView:
    """The published answer: a stored one that is at least as exact, or a new one for `epsilon` millionths.

    Refusal: faults of the question (422); not in force, not published, or more than the budget has left (409).
    """
    hold(f"data.agreement {agreement_id}")
    found = Agreement.objects.filter(pk=agreement_id).select_related("data_set").first()
    if found is None:
        raise not_found()
    check(by, "spend", found)
    _, terms, _ = cube_terms(found)
    if terms is None:
        raise conflict("no-cube", NO_CUBE)
    if state_of(found) != "in-force":
        raise conflict("not-in-force", NOT_IN_FORCE)
    if faults := judge_question(asked, terms, epsilon):
        raise Refusal("question", FAULTY, faults=faults)
    cube = newest_cube(found.pk)
    if cube is None:
        raise conflict("not-published", NOT_PUBLISHED)
    question = canonical_question(asked, terms)
    known = stored(cube.pk, digest(question, cube.edition.number), epsilon)
    return release_view(known or _answered(cube, terms, question, epsilon, by=by, at=at), terms)


def _answered(cube: Cube, terms: CubeTerms, question: Question, epsilon: int, *, by: Actor, at: datetime) -> Release:
    """First the budget, then the noise: what can't be paid is never drawn."""
    found, asked = cube.agreement, digest(question, cube.edition.number)
    charged = charge(spendings(cube, terms), spending(question, terms, epsilon))
    if charged:
        spend(found, charged, asked, answered=epsilon, by=by, at=at)
    noised = _noised(cube, terms, question, epsilon)
    subject = Subject("data.agreement", found.pk)
    entry_id = emit(CubeAnswered(asked, epsilon, charged), subject=subject, by=by, at=at, chain=subject)
    return Release.objects.create(
        id=new_id(), cube=cube, question=write_question(question), digest=asked, epsilon=epsilon, charged=charged,
        scale=noised.scale, values=list(noised.values), person_id=by.id, at=at, entry_id=entry_id,
    )  # fmt: skip


def _noised(cube: Cube, terms: CubeTerms, question: Question, epsilon: int) -> Any:
    change = sensitivity(terms, question.measure)
    noise = require("longbien.data.cubes.noise", extra="privacy")
    return noise.noised(answer(counted_in(cube), question, terms), sensitivity=change, epsilon=epsilon)

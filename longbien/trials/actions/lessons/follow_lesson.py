"""Record what became of a lesson for law."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.trials import models
from longbien.trials.actions.locked import subject_of
from longbien.trials.actions.reason import name_of
from longbien.trials.events import LessonFollowed
from longbien.trials.rules.leaving.lessons import Step, check_step, next_state


@act
def follow_lesson(lesson_id: UUID, step: Step, *, by: Actor, at: datetime) -> str:
    """The state of the lesson afterwards. Refusal 422 with every fault, 409 for a step that can't follow."""
    lesson = models.Lesson.objects.select_for_update(of=("self",)).select_related("trial").filter(pk=lesson_id).first()
    if lesson is None:
        raise not_found()
    check(by, "follow", lesson)
    officer = name_of(by)
    said = replace(step, text=step.text.strip(), source=step.source.strip(), url=step.url.strip())
    check_step(said, today=at.astimezone(ZoneInfo(settings.HUB.timezone)).date())
    lesson.state = next_state(lesson.state, said.kind)
    lesson.save(update_fields=["state"])
    happened = LessonFollowed(
        lesson.trial.number, lesson.pk, said.kind, lesson.state, said.source, said.happened_on,
        officer=officer, text=said.text,
    )  # fmt: skip
    entry = emit(happened, subject=subject_of(lesson.trial), by=by, at=at, chain=subject_of(lesson.trial))
    models.LessonStep.objects.create(
        lesson=lesson, kind=said.kind, text=said.text, source=said.source, url=said.url,
        happened_on=said.happened_on, recorded_at=at, entry=entry,
    )  # fmt: skip
    return lesson.state

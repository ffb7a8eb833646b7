"""A small world in which the specs of the format are played: people, a case, a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.models import Body, Membership, Organisation, Person, Seat
from longbien.procedures.actions.declare_conflict import declare_conflict
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import Case, Task
from longbien.procedures.registry import EffectCall, effect
from longbien.record.actions.deliver import deliver
from tests.procedures import make

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEGIN = datetime(2026, 12, 7, 9, tzinfo=ZONE).astimezone(UTC)
marks: list[str] = []


@effect("test.mark")
def mark(call: EffectCall) -> None:
    marks.append(call.words[0])


@effect("test.refuse")
def refuse(call: EffectCall) -> None:
    raise Refusal("not-now", Text.of(vi="Chưa được.", en="Not now."))


def forms() -> dict[str, Any]:
    return make.sample_forms() | {"review": make.form(score={"type": "integer", "minimum": 1, "maximum": 5})}


@dataclass
class World:
    """People by name; the case they act on; the refusal, if the last step met one."""

    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=make.sample)
    now: datetime = BEGIN
    case_id: UUID | None = None
    refusal: Refusal | None = None

    @classmethod
    def of(cls, memberships: Mapping[str, list[str]]) -> "World":
        world = cls()
        marks.clear()
        for name in ("applicant", "mate", "outsider", "board"):
            world.people[name] = make.person(name)
        for name, role in {"officer": "programme-officer", "officer2": "programme-officer"}.items():
            world.people[name] = make.person(name, role)
        for name in ("reviewer1", "reviewer2", "reviewer3"):
            world.people[name] = make.person(name, "reviewer")
        body, _ = Body.objects.get_or_create(pk="gate-board", defaults={"name": make.bi("Board")})
        Seat.objects.create(body=body, person=world.people["board"])
        world.organisations["team"] = make.team(world.people["applicant"], world.people["mate"])
        world.organisations["institute"] = make.team(name="Institute")
        for name, joined in memberships.items():
            for organisation in joined:
                Membership.objects.create(
                    person=world.people[name], organisation=world.organisations[organisation], role="member"
                )
        return world

    def publish(self, data: dict[str, Any]) -> None:
        self.data = data
        used = {name: form for name, form in forms().items() if name in data["forms"]}
        make.published(data, used)

    def play(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            try:
                self._step(step)
            except Refusal as refusal:
                self.refusal = refusal

    def _step(self, step: dict[str, Any]) -> None:
        if "at" in step or "clock" in step:
            written = step.get("at") or step["clock"]
            self.now = datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC)
        if "clock" in step:
            while deliver(clock=lambda: self.now, limit=50):
                pass
        elif "publish" in step:
            self.publish(make.changed(self.data, {"set": step["publish"]}))
        else:
            self._act(step)

    def _act(self, step: dict[str, Any]) -> None:
        common = {"by": make.actor(self.people[step["by"]]), "at": self.now}
        if "open" in step:
            owner_id = self.organisations["team"].pk
            about = Subject(step["about"], new_id()) if "about" in step else None
            self.case_id = open_case(procedure="test.sample", owner_id=owner_id, about=about, **common)
        elif "do" in step:
            asks = self.data["actions"][step["do"]].get("form")
            data = step.get("data", {"title": "A thing", "size": 2} if asks else None)
            perform(case_id=self.case_id, action=step["do"], data=data, reason=step.get("reason", ""), **common)
        elif "draft" in step:
            save_draft(case_id=self.case_id, form=step["draft"], data=step["data"], **common)
        elif "task" in step:
            submit_task(task_id=self._task(step["by"]), data=step["data"], **common)
        else:
            declare_conflict(task_id=self._task(step["by"]), reason=step["reason"], **common)

    def _task(self, name: str) -> UUID:
        return Task.objects.get(case_id=self.case_id, person=self.people[name]).pk

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.case_id)

    def local(self, instant: datetime | None) -> str | None:
        return instant.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if instant else None

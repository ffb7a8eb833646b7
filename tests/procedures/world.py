"""A small world in which the specs of the format are played: people, a case, a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.models import Body, Membership, Organisation, Person, Seat
from longbien.procedures.actions.declare_conflict import declare_conflict
from longbien.procedures.actions.fees.settle_fee import record_payment, waive_fee
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.outside.report import report_outside
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.models import Case, Fee, Task
from longbien.procedures.registry import EffectCall, effect
from longbien.procedures.rules.signing import Proof
from longbien.record.actions.deliver import deliver
from tests.procedures import make

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEGIN = datetime(2026, 12, 7, 9, tzinfo=ZONE).astimezone(UTC)
marks: list[str] = []
VERBS = ("open", "appeal", "do", "child", "pay", "waive", "outside", "draft", "task", "recuse")


@effect("test.mark")
def mark(call: EffectCall) -> None:
    marks.append(call.words[0])


@effect("test.refuse")
def refuse(call: EffectCall) -> None:
    raise Refusal("not-now", Text.of(vi="Chưa được.", en="Not now."))


def forms() -> dict[str, Any]:
    return make.sample_forms() | {"review": make.form(score={"type": "integer", "minimum": 1, "maximum": 5})}


LETTER = """#let letter = json(bytes(sys.inputs.letter))
= #letter.number
#letter.applicant: #letter.decision.en. #letter.reason
"""


def other(code: str) -> dict[str, Any]:
    """A second procedure that an officer decides: a case that another opens, or an appeal."""
    data = make.sample() | {"procedure": code, "forms": {}}
    data["states"] = {"screening": {}, "accepted": {"final": True}, "rejected": {"final": True}}
    data["actions"] = {
        "approve": make.action("screening", "accepted", "officer", require=["reason"]),
        "reject": make.action("screening", "rejected", "officer", require=["reason"]),
    }
    return data


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
        for name in ("board2", "board3"):
            world.people[name] = make.person(name)
        for name in ("reviewer1", "reviewer2", "reviewer3"):
            world.people[name] = make.person(name, "reviewer")
        body, _ = Body.objects.get_or_create(pk="gate-board", defaults={"name": make.bi("Board")})
        for name in ("board", "board2", "board3"):
            Seat.objects.create(body=body, person=world.people[name])
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
        make.published(data, used, {name: LETTER for name in data.get("letters", {})})

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
        verb = next(word for word in VERBS if word in step)
        getattr(self, f"_{verb}")(step, {"by": make.actor(self.people[step["by"]]), "at": self.now})

    def _open(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        owner_id = self.organisations["team"].pk
        about = Subject(step["about"], new_id()) if "about" in step else None
        self.case_id = open_case(procedure="test.sample", owner_id=owner_id, about=about, **common)

    def _appeal(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        owner_id = self.organisations["team"].pk
        self.case_id = open_case(procedure="test.appeal", owner_id=owner_id, about=self.case.subject, **common)

    def _do(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        asks = self.data["actions"][step["do"]].get("form")
        data = step.get("data", {"title": "A thing", "size": 2} if asks else None)
        reason, proof = step.get("reason", ""), self._proof(step)
        perform(case_id=self.case_id, action=step["do"], data=data, reason=reason, proof=proof, **common)

    def _child(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        child = Case.objects.get(parent_id=self.case_id, parent_key=step["child"])
        perform(case_id=child.pk, action=step["act"], reason=step.get("reason", ""), **common)

    def _pay(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        today = self.now.astimezone(ZONE).date()
        record_payment(fee_id=self._fee(), paid_on=today, evidence=step["pay"], **common)

    def _waive(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        waive_fee(fee_id=self._fee(), reason=step["waive"], **common)

    def _outside(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        report_outside(case_id=self.case_id, number="NP-1", status=step["outside"], as_of=self.now, **common)

    def _draft(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        save_draft(case_id=self.case_id, form=step["draft"], data=step["data"], **common)

    def _task(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        submit_task(task_id=self._given(step["by"]), data=step["data"], **common)

    def _recuse(self, step: dict[str, Any], common: dict[str, Any]) -> None:
        declare_conflict(task_id=self._given(step["by"]), reason=step["reason"], **common)

    def _fee(self) -> UUID:
        return Fee.objects.get(case_id=self.case_id, state="due").pk

    def _proof(self, step: dict[str, Any]) -> Proof | None:
        """`signed: 5`: who they are was proved five minutes ago."""
        if "signed" not in step:
            return None
        return Proof("passkey", True, self.now - timedelta(minutes=step["signed"]))

    def _given(self, name: str) -> UUID:
        return Task.objects.get(case_id=self.case_id, person=self.people[name]).pk

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.case_id)

    def local(self, instant: datetime | None) -> str | None:
        return instant.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if instant else None

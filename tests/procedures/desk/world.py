"""An office with two officers and a chief, applicants, and a procedure with a deadline and reviewers."""

from datetime import datetime, timedelta
from uuid import UUID

from longbien.people.models import Organisation, Person
from longbien.procedures.actions.perform import perform
from tests.procedures import make
from tests.procedures.world import forms

NAMES = ("Ngập úng Đống Đa", "Đèn đường Tây Hồ", "Rác thải Hà Đông", "Bãi đỗ xe Ba Đình")


class Office:
    """Persons by name; `file` submits a case."""

    def __init__(self, more: dict | None = None, more_forms: dict | None = None) -> None:
        changes = {
            "roles.reviewer": "assigned:review",
            "forms.review": "forms/review.schema.json",
            "states.screening": {"sla": {"within": "3wd"}},
            "states.more_info": {"edit": ["applicant"], "clock": "stop", "sla": {"within": "10wd"}},
            "states.review": {
                "sla": {"within": "10wd"},
                "tasks": {"review": {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}},
            },
            "actions.approve.from": ["screening", "review"],
            "actions.submit.do": ["receipt", "notify officer"],
            "actions.ask": {"from": "screening", "to": "more_info", "by": "officer", "do": ["notify applicant"]},
            "actions.resubmit": {"from": "more_info", "to": "screening", "by": "applicant"},
            "actions.pass": {"from": "screening", "to": "review", "by": "officer", "do": ["notify applicant"]},
            "actions.withdraw": {"from": ["draft", "screening"], "to": "rejected", "by": "applicant"},
        }
        changes |= more or {}
        make.published(make.changed(make.sample(), {"set": changes}), forms() | (more_forms or {}))
        self.people: dict[str, Person] = {
            "lan": make.person("lan", "programme-officer"),
            "minh": make.person("minh", "programme-officer"),
            "reviewer": make.person("reviewer", "reviewer"),
            "admin": make.person("admin", "hub-admin"),
            "outsider": make.person("outsider"),
        }
        self.teams: list[Organisation] = []

    def actor(self, name: str):
        return make.actor(self.people[name])

    def team(self, name: str = "Nhóm Sông Hồng") -> tuple[Organisation, Person]:
        lead = make.person("lead")
        made = make.team(lead, name=name)
        self.teams.append(made)
        return made, lead

    def file(self, title: str = NAMES[0], *, at: datetime = make.MONDAY, team: tuple | None = None) -> UUID:
        owner, lead = team or self.team()
        case_id = make.opened(owner, lead, at=at)
        data = {"title": title, "size": 2}
        perform(case_id=case_id, action="submit", data=data, by=make.actor(lead), at=at + timedelta(minutes=1))
        return case_id

    def many(self, count: int) -> list[UUID]:
        """Cases of different applicants, each a day after the one before."""
        return [self.file(NAMES[n % 4], at=make.MONDAY + timedelta(days=n)) for n in range(count)]

    def do(self, case_id: UUID, action: str, who: str = "lan", *, at: datetime, **more) -> int:
        return perform(case_id=case_id, action=action, by=self.actor(who), at=at, **more)

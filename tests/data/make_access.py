"""A data set with an owner, the city's services for it, and the people of a request."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.models import Agreement
from longbien.data.rules.contract.contract import read_contract
from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.subject import Subject
from longbien.people.models import Organisation
from longbien.people.queries import actor_for, today
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.publish_version import publish_version
from longbien.procedures.actions.submit_task import submit_task
from longbien.procedures.files import read_bundle
from longbien.procedures.queries import open_tasks
from longbien.procedures.rules.signing import Proof
from longbien.record.actions.store_document import store_document
from tests.data.make import column, contract
from tests.people.make import NOW, actor, organisation

SERVICES = Path(__file__).parents[2] / "hubs/hanoi/procedures"
ACCESS, RENEWAL = "hanoi.data-access", "hanoi.data-renewal"
PROOF = Proof("demonstration", second_factor=True, at=NOW)
ETHICS = {
    "ground": "They agreed to this study in writing.", "harm": "Nobody is named: each is a code in the study.",
    "told": "By a letter, with a number to call.", "subjects": 30, "sensitive": False,
}  # fmt: skip


def listed(owner: str = "office", **more: Any) -> None:
    """A data set of thirty rows, owned by the organisation with that code."""
    data = contract(column("name", classification="personal"), column("size", "integer"),
                    **{"access": "shared", "owner": owner, **more})  # fmt: skip
    list_data_set(data, read_contract(data, ("vi", "en")), at=NOW)
    deliver("trial-set", [{"name": f"Người {n}", "size": n} for n in range(30)], by=SYSTEM, at=NOW)


def answers(**changes: Any) -> dict[str, Any]:
    """A request about nobody, without a fault."""
    return {
        "title": "Sizes for a study", "data_set": "trial-set", "columns": ["size"],
        "purpose": "To see how large they are, once, for a study.", "until": str(today() + timedelta(90)),
        "personal": False, "abroad": False, "readers": [{"name": "Lan", "why": "The study"}],
        "safeguards": "On one machine, with a key that two people hold.", "deletion": "Within a week.", **changes,
    }  # fmt: skip


@dataclass
class Access:
    """Who asks and who answers: a team, officers of the owner, a stranger of the same role, programme and counsel."""

    team: Organisation
    lead: Actor
    steward: Actor
    second: Actor
    stranger: Actor
    officer: Actor

    def ask(self, **changes: Any) -> UUID:
        """A request that was sent."""
        case_id = open_case(procedure=ACCESS, owner_id=self.team.pk, about=None, by=self.lead, at=NOW)
        if changes.get("personal"):
            changes["impact"] = self._paper(Subject("procedures.case", case_id))
        perform(case_id=case_id, action="submit", data=answers(**changes), by=self.lead, at=NOW)
        return case_id

    def _paper(self, case: Subject) -> dict[str, Any]:
        """A file of the case, as its form names it."""
        content = b"%PDF-1.4\n%%EOF\n"
        key = store_document([content], name="impact.pdf", subject=case, by=self.lead, at=NOW)
        return {"document": str(key), "name": "impact.pdf", "size": len(content)}

    def decided_on(self, case_id: UUID, *, fair: bool = True, lawful: bool = True, personal: bool = False) -> UUID:
        """The same, with every opinion given, before the steward."""
        perform(case_id=case_id, action="review" if personal else "pass", by=self.officer, at=NOW)
        if personal:
            self._hand_in(case_id, {"fair": fair, "opinion": "As it should be."})
        self._hand_in(case_id, {"lawful": lawful, "opinion": "As it should be."})
        return case_id

    def _hand_in(self, case_id: UUID, data: dict[str, Any]) -> None:
        for task_id, person_id in open_tasks(case_id):
            submit_task(task_id=task_id, data=data, by=actor_for(person_id), at=NOW)

    def grant(self, case_id: UUID, by: Actor | None = None, **changes: Any) -> Agreement:
        """What the steward decides: one column, rounded, for a month."""
        terms = {
            "until": str(today() + timedelta(30)), "columns": [{"column": "size", "mask": "round", "step": 10}],
            **changes,
        }  # fmt: skip
        perform(case_id=case_id, action="grant", data=terms, reason="It is needed.", proof=PROOF,
                by=by or self.steward, at=NOW)  # fmt: skip
        return Agreement.objects.latest("proposed_at", "pk")

    def renewal(self, found: Agreement, days: int) -> UUID:
        """A request for more time that was sent."""
        about = Subject("data.agreement", found.pk)
        case_id = open_case(procedure=RENEWAL, owner_id=self.team.pk, about=about, by=self.lead, at=NOW)
        data = {"until": str(today() + timedelta(days)), "why": "The study goes on for one more season.",
                "unchanged": True}  # fmt: skip
        perform(case_id=case_id, action="submit", data=data, by=self.lead, at=NOW)
        return case_id


def access() -> Access:
    """Everybody, with the two services published."""
    office = organisation("Sở thử", kind="department")
    office.code = "office"
    office.save()
    for service in ("data-access", "data-renewal"):
        publish_version(bundle=read_bundle(SERVICES / f"{service}.yaml"), by=SYSTEM, at=NOW)
    team = organisation()
    for role in ("counsel", "reviewer"):
        actor(role, name=role)
    return Access(
        team=team,
        lead=actor(lead_of=team.pk, name="Lan"),
        steward=actor("department-officer", member_of=office.pk, name="Hà"),
        second=actor("department-officer", member_of=office.pk, name="Minh"),
        stranger=actor("department-officer", name="Sơn"),
        officer=actor("programme-officer", name="Vy"),
    )

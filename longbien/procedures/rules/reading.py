"""Reads a procedure's definition from the data of its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from longbien.kernel.citation import Citation
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.rules.deadlines import parse_span
from longbien.procedures.rules.definition import (
    About,
    Action,
    Appeal,
    Basis,
    Call,
    DecisionRow,
    Definition,
    Grounds,
    Guard,
    Handoff,
    Migration,
    Role,
    Service,
    Sla,
    State,
    TaskSpec,
)
from longbien.procedures.rules.words import title_of


def read_definition(data: Mapping[str, Any], languages: tuple[str, ...]) -> Definition:
    """The definition in `data`. Only for data without lint faults: KeyError or ValueError otherwise."""
    reader, facts = _Reader(languages), data.get("facts", {})
    return Definition(
        code=data["procedure"],
        version=data["version"],
        title=reader.text(data["title"]),
        calendar=data.get("calendar", ""),
        service=reader.service(data["service"]),
        about=_about(data.get("about")),
        roles={name: Role.parse(name, written) for name, written in data["roles"].items()},
        forms=dict(data.get("forms", {})),
        facts={name: given if isinstance(given, str) else given["rule"] for name, given in facts.items()},
        decisions={name: tuple(map(reader.row, rows)) for name, rows in data.get("decisions", {}).items()},
        states={name: reader.state(name, given or {}) for name, given in data["states"].items()},
        actions={name: reader.action(name, given) for name, given in data["actions"].items()},
        letters=dict(data.get("letters", {})),
        migrate=_migration(data.get("migrate")),
        told_facts={name: reader.text(given["title"]) for name, given in facts.items() if not isinstance(given, str)},
    )


def as_tuple(given: str | list[str] | None) -> tuple[str, ...]:
    """`draft` or `[draft, more_info]` or nothing, as a tuple."""
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


def _about(given: str | dict[str, Any] | None) -> About | None:
    if given is None:
        return None
    return About(given, True) if isinstance(given, str) else About(given["type"], given.get("required", True))


def _migration(given: Mapping[str, Any] | None) -> Migration | None:
    if given is None:
        return None
    opened = given.get("open", "if-compatible")
    return Migration(given["from"], dict(given.get("map", {})), given.get("drafts", "auto"), opened)


@dataclass(frozen=True)
class _Reader:
    languages: tuple[str, ...]

    def text(self, given: object) -> Text:
        return Text.from_data(given, self.languages)

    def maybe(self, given: object) -> Text | None:
        return None if given is None else self.text(given)

    def _citation(self, law: Mapping[str, Any]) -> Citation:
        """What every language calls the same is written once."""
        source, locator = law["source"], law.get("locator", "")
        return Citation(
            source if isinstance(source, str) else self.text(source),
            locator if isinstance(locator, str) else self.text(locator),
        )

    def service(self, given: Mapping[str, Any]) -> Service:
        laws = tuple(
            Basis(self._citation(law), law.get("verified", False), law.get("as_of", ""))
            for law in given.get("legal_basis", ())
        )
        return Service(
            type=given["type"],
            output=given["output"],
            summary=self.maybe(given.get("summary")),
            who=self.maybe(given.get("who")),
            legal_basis=laws,
            is_hub_rule=given.get("basis") == "hub-rule",
            channels=tuple(given.get("channels", ("web",))),
            until=date.fromisoformat(given["until"]) if "until" in given else None,
            instead=self.maybe(given.get("instead")),
        )

    def row(self, given: Mapping[str, Any]) -> DecisionRow:
        return DecisionRow(given["when"], given["result"], self.maybe(given.get("why")))

    def state(self, name: str, given: Mapping[str, Any]) -> State:
        return State(
            name=name,
            title=self.maybe(given.get("title")) or title_of("states", name, self.languages),
            next=self.maybe(given.get("next")),
            stage=given.get("stage", ""),
            edit=as_tuple(given.get("edit")),
            sla=_sla(given.get("sla")),
            clock_stops=given.get("clock") == "stop",
            tasks=tuple(self.task(kind, task) for kind, task in given.get("tasks", {}).items()),
            final=given.get("final", False),
            silence=given.get("silence", ""),
            children=dict(given.get("children", {})),
            handoff=self.handoff(given.get("handoff")),
            appeal=_appeal(given.get("appeal")),
        )

    def task(self, kind: str, given: Mapping[str, Any]) -> TaskSpec:
        return TaskSpec(
            kind=kind,
            title=self.maybe(given.get("title")) or title_of("tasks", kind, self.languages),
            count=given["count"],
            by=given["by"],
            form=given["form"],
            assign=given.get("assign", ""),
            coi=tuple(given.get("coi", ())),
            within=parse_span(given["within"]) if "within" in given else None,
        )

    def action(self, name: str, given: Mapping[str, Any]) -> Action:
        return Action(
            name=name,
            title=self.maybe(given.get("title")) or title_of("actions", name, self.languages),
            hint=self.maybe(given.get("hint")),
            sources=as_tuple(given["from"]),
            target=given["to"],
            by=as_tuple(given["by"]),
            form=given.get("form", ""),
            guard=self.guard(given.get("guard")),
            require=tuple(given.get("require", ())),
            do=tuple(map(Call.parse, given.get("do", ()))),
            quorum=given.get("quorum", 1),
            four_eyes=as_tuple(given.get("four_eyes")),
            fee=Money.from_data(given["fee"]) if "fee" in given else None,
            auto=given.get("auto", False),
            readers=given.get("readers", ""),
            grounds=self.grounds(given.get("reason", {})),
        )

    def grounds(self, given: Mapping[str, Any]) -> Grounds:
        wording = tuple(map(self.text, given.get("wording", ())))
        return Grounds(self.maybe(given.get("title")), self.maybe(given.get("hint")), wording)

    def guard(self, given: str | Mapping[str, Any] | None) -> Guard | None:
        if given is None:
            return None
        return Guard(given) if isinstance(given, str) else Guard(given["rule"], self.maybe(given.get("why")))

    def handoff(self, given: Mapping[str, Any] | None) -> Handoff | None:
        return None if given is None else Handoff(self.text(given["to"]), given.get("url", ""))


def _appeal(given: Mapping[str, Any] | None) -> Appeal | None:
    return None if given is None else Appeal(given["procedure"], parse_span(given["within"]), given["reopen"])


def _sla(given: Mapping[str, Any] | None) -> Sla | None:
    if given is None:
        return None
    late = tuple(map(Call.parse, given.get("late", ())))
    return Sla(parse_span(given["within"]), late, given.get("then", ""))

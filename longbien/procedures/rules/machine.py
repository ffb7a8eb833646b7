"""Who may do what to a case, and what stands in the way: every reason, not only the first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from longbien.kernel.actor import ANONYMOUS, Actor
from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.procedures.rules.definition import OWNER, SYSTEM_ROLE, Action, Definition, Role, Silence
from longbien.procedures.rules.expressions import CannotTell, Reckoning
from longbien.procedures.rules.questions.readers import may_read


@dataclass(frozen=True)
class Parties:
    """The sides of one case: its owner, and who holds a task of each kind (`{"review": {person, …}}`).

    `barred`: who had a hand in the decision that this case appeals against; they hold no office in it.
    """

    owner_id: UUID
    assigned: Mapping[str, frozenset[UUID]]
    barred: frozenset[UUID] = frozenset()


def roles_of(definition: Definition, actor: Actor, parties: Parties) -> frozenset[str]:
    """The roles of the procedure that `actor` plays in this case."""
    if actor.is_system:
        return frozenset({SYSTEM_ROLE})
    return frozenset(name for name, role in definition.roles.items() if _plays(role, actor, parties))


def _plays(role: Role, actor: Actor, parties: Parties) -> bool:
    """Nobody judges their own case or decision: no office is played by the barred or their deputies, or by
    who is tied to the owner."""
    if role.kind == "case.owner":
        return actor.member_of(parties.owner_id)
    hands = {actor.id, actor.acts_for(f"{role.kind}:{role.ref}")}
    if not parties.barred.isdisjoint(hands) or actor.related_to(parties.owner_id):
        return False
    return _holds(role, actor, parties)


def _holds(role: Role, actor: Actor, parties: Parties) -> bool:
    match role.kind:
        case "group":
            return role.ref in actor.roles
        case "body":
            return role.ref in actor.bodies
        case _:
            return actor.id in parties.assigned.get(role.ref, frozenset())


def on_behalf(definition: Definition, action: Action, actor: Actor, roles: frozenset[str]) -> UUID | None:
    """For whom the actor does the action, where every office that lets them do it was delegated to them."""
    played = [definition.roles[name] for name in action.by if name in roles and name in definition.roles]
    acting = [actor.acts_for(f"{role.kind}:{role.ref}") for role in played]
    return acting[0] if acting and None not in acting else None


def recused_offices(definition: Definition, actor: Actor, parties: Parties) -> frozenset[str]:
    """The offices that `actor` holds and may not use here: a tie to the owner or an earlier decision bars them."""
    if actor.id not in parties.barred and not actor.related_to(parties.owner_id):
        return frozenset()
    offices = (role for role in definition.roles.values() if role.kind != "case.owner")
    return frozenset(role.name for role in offices if _holds(role, actor, parties))


def offices_behind(definition: Definition, action: str) -> tuple[Role, ...]:
    """The groups and bodies that may do an action; every one of the procedure where none may, such as at a timer."""
    offices = [role for role in definition.roles.values() if role.kind in ("group", "body")]
    done = definition.actions.get(action)
    return tuple(role for role in offices if done and role.name in done.by) or tuple(offices)


def may_write(definition: Definition, state: str, form: str, roles: frozenset[str]) -> bool:
    """Whether these roles may draft a form now: who sends it, who was asked for it, or an editor of the state who may
    read it."""
    here = definition.states[state]
    senders = {role for action in definition.actions_from(state) if action.form == form for role in action.by}
    asked = {task.by for task in here.tasks if task.form == form}
    editors = {role for role in here.edit if senders and may_read(definition, form, {role}, is_closed=False)}
    return bool(roles & (senders | asked | editors))


def offered(definition: Definition, state: str, roles: frozenset[str]) -> tuple[Action, ...]:
    """The actions that these roles may do from `state`, whether or not their guards are met."""
    return tuple(action for action in definition.actions_from(state) if roles & set(action.by))


def standing_against(definition: Definition, action: Action, state: str, roles: frozenset[str]) -> Outcome:
    """What stands against doing `action` now, before any answers are looked at: the state, the role."""
    reasons = []
    if state not in action.sources:
        reasons.append(_wrong_state(definition, action, state))
    if not roles & set(action.by):
        reasons.append(_wrong_role(definition, action))
    return Outcome(tuple(reasons))


def gives_up(definition: Definition, action: str) -> bool:
    """Whether an action is the applicant's own end of their case, such as withdrawing it."""
    done = definition.actions[action]
    played = {definition.roles[name].kind for name in done.by if name in definition.roles}
    return definition.states[done.target].final and played == {OWNER} and SYSTEM_ROLE not in done.by


def tacit_meaning(definition: Definition, state: str, action: str) -> Silence:
    """What silence counts as, when `action` is what follows a deadline of `state` that passed without a decision."""
    here = definition.states[state]
    return here.silence if here.sla and here.sla.then == action else ""


def guard_against(action: Action, reckoning: Reckoning) -> Outcome:
    """Whether the guard stands against `action`. CannotTell when it can't be computed."""
    if action.guard is None or reckoning.holds(action.guard):
        return Outcome()
    return Outcome((Reason("guard", reckoning.explain(action.guard), where=action.guard.rule),))


def four_eyes_against(
    definition: Definition, action: Action, eyes: Collection[UUID | None], doers: Mapping[str, frozenset[UUID]]
) -> Outcome:
    """Whoever did one of the actions that `four_eyes` names may not do this one.

    `eyes` are the actor and whom they stand in for; `doers` holds who did what.
    """
    did = [name for name in action.four_eyes if not doers.get(name, frozenset()).isdisjoint(eyes)]
    return Outcome(tuple(_own_work(definition, action, name) for name in did))


def _own_work(definition: Definition, action: Action, done: str) -> Reason:
    def said(language: str, template: str) -> str:
        earlier = definition.actions[done].title.in_language(language)
        return template.format(action=action.title.in_language(language), done=earlier)

    words = Text.of(
        vi=said("vi", "Bạn đã làm “{done}”, nên người khác phải làm “{action}” (nguyên tắc bốn mắt)."),
        en=said("en", "You did “{done}”, so someone else must do “{action}” (four eyes)."),
    )
    return Reason("four-eyes", words, where=done)


@dataclass(frozen=True)
class Option:
    """An action as a page offers it: what stands against it now, if anything."""

    action: Action
    outcome: Outcome


def options(
    definition: Definition,
    state: str,
    roles: frozenset[str],
    reckoning: Reckoning,
    *,
    actor: Actor = ANONYMOUS,
    doers: Mapping[str, frozenset[UUID]] | None = None,
) -> tuple[Option, ...]:
    """What these roles may do from here. A guard that can't be computed stands against its action in words.

    An action with a form is judged when its form is sent: its guard looks at answers that are not given yet.
    """
    return tuple(
        Option(
            action,
            four_eyes_against(definition, action, {actor.id, on_behalf(definition, action, actor, roles)}, doers or {})
            and (Outcome() if action.form else _tried(action, reckoning)),
        )
        for action in offered(definition, state, roles)
    )


def _tried(action: Action, reckoning: Reckoning) -> Outcome:
    try:
        return guard_against(action, reckoning)
    except CannotTell as error:
        return Outcome((Reason("rule-failed", error.what),))


def _wrong_state(definition: Definition, action: Action, state: str) -> Reason:
    def said(language: str, template: str) -> str:
        sources = ", ".join(f"“{definition.states[name].title.in_language(language)}”" for name in action.sources)
        here = definition.states[state].title.in_language(language)
        return template.format(action=action.title.in_language(language), sources=sources, here=here)

    words = Text.of(
        vi=said("vi", "“{action}” chỉ làm được khi hồ sơ ở bước {sources}; hồ sơ đang ở bước “{here}”."),
        en=said("en", "“{action}” can only be done while the case is at {sources}; it is at “{here}”."),
    )
    return Reason("wrong-state", words, where=state)


def _wrong_role(definition: Definition, action: Action) -> Reason:
    names = ", ".join(action.by)
    return Reason(
        "wrong-role",
        Text.of(
            vi=f"“{action.title.in_language('vi')}” chỉ dành cho vai trò: {names}.",
            en=f"“{action.title.in_language('en')}” is only for the role: {names}.",
        ),
        where=names,
    )

"""The states and actions of a procedure as a Mermaid state diagram, as rows for a page, and as desks."""

from dataclasses import dataclass

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Action, Definition, Role, State
from longbien.procedures.rules.fees import waits_for_fee


@dataclass(frozen=True)
class Step:
    """One state with the actions that lead out of it."""

    state: State
    actions: tuple[tuple[Action, Text], ...]


def mermaid(definition: Definition, language: str) -> str:
    """A `stateDiagram-v2` of the procedure, labels in `language`."""
    lines = ["stateDiagram-v2"]
    lines += [f"  {state.name} : {_label(state.title, language)}" for state in definition.states.values()]
    lines.append(f"  [*] --> {definition.initial.name}")
    lines += [
        f"  {source} --> {action.target} : {_label(action.title, language)} ({', '.join(action.by)})"
        for action in definition.actions.values()
        for source in action.sources
    ]
    lines += [f"  {state.name} --> [*]" for state in definition.states.values() if state.final]
    return "\n".join(lines) + "\n"


def steps(definition: Definition) -> tuple[Step, ...]:
    """Every state in the order of the file, each with its actions and the title of where they lead."""
    return tuple(
        Step(
            state,
            tuple((action, definition.states[action.target].title) for action in definition.actions_from(state.name)),
        )
        for state in definition.states.values()
    )


def desks(definition: Definition) -> frozenset[tuple[str, str, str]]:
    """(state, kind, ref) of every office that some action from that state is open to."""
    return frozenset(
        (source, role.kind, role.ref)
        for action in definition.actions.values()
        for source in action.sources
        for role in _offices(definition, action.by)
    )


def desks_waiting_for_fees(definition: Definition) -> frozenset[tuple[str, str, str]]:
    """The same for the states in which a case waits for its fee: who has the next step notes the payment."""
    waiting = (state for state in definition.states.values() if waits_for_fee(definition, state))
    return frozenset().union(*(_settling(definition, state.name) for state in waiting))


def rests(definition: Definition, state: State) -> bool:
    """Whether an office only waits here: it is the applicant's turn, or nobody's in an office."""
    if state.final or waits_for_fee(definition, state):
        return False
    owners = {name for name, role in definition.roles.items() if role.kind == "case.owner"}
    return bool(owners & set(state.edit)) or not any(source == state.name for source, *_ in desks(definition))


def desks_resting(definition: Definition) -> frozenset[tuple[str, str, str]]:
    """(state, kind, ref) of every office with which a case waits quietly: those of the steps that follow, and whoever
    may act meanwhile; every office of the procedure where there is none."""
    found: set[tuple[str, str, str]] = set()
    for state in definition.states.values():
        if not rests(definition, state):
            continue
        near = {state.name} | {action.target for action in definition.actions_from(state.name)}
        following = {(state.name, kind, ref) for source, kind, ref in desks(definition) if source in near}
        every = {(state.name, role.kind, role.ref) for role in _offices(definition, tuple(definition.roles))}
        found |= following or every
    return frozenset(found)


def _settling(definition: Definition, state: str) -> frozenset[tuple[str, str, str]]:
    """The offices of the steps that follow a payment; every office of the procedure where those have none."""
    targets = {action.target for action in definition.actions_from(state) if action.auto}
    following = {(state, kind, ref) for source, kind, ref in desks(definition) if source in targets}
    every = {(state, role.kind, role.ref) for role in _offices(definition, tuple(definition.roles))}
    return frozenset(following or every)


def _offices(definition: Definition, names: tuple[str, ...]) -> tuple[Role, ...]:
    roles = (definition.roles[name] for name in names if name in definition.roles)
    return tuple(role for role in roles if role.kind in ("group", "body"))


# Mermaid ends a label at a colon, a semicolon or a number sign.
SAFE = str.maketrans(":;#\n", "-,  ")


def _label(title: Text, language: str) -> str:
    return title.in_language(language).translate(SAFE)

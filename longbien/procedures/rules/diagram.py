"""The states and actions of a procedure as a Mermaid state diagram, as rows for a page, and as desks."""

from dataclasses import dataclass

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import Action, Definition, State


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
    roles = definition.roles
    return frozenset(
        (source, roles[name].kind, roles[name].ref)
        for action in definition.actions.values()
        for source in action.sources
        for name in action.by
        if name in roles and roles[name].kind in ("group", "body")
    )


# Mermaid ends a label at a colon, a semicolon or a number sign.
SAFE = str.maketrans(":;#\n", "-,  ")


def _label(title: Text, language: str) -> str:
    return title.in_language(language).translate(SAFE)

"""What roles are called, and whose turn it is in their words."""

from collections.abc import Collection, Mapping

from django.conf import settings

from longbien.kernel.text import Text
from longbien.procedures.rules.definition import OWNER, SYSTEM_ROLE, Action, Definition, State
from longbien.procedures.rules.fees import waits_for_fee

APPLICANT = Text.of(vi="Người nộp hồ sơ", en="Applicant")
SYSTEM = Text.of(vi="Hệ thống", en="The system")
UNPAID = Text.of(
    vi="Người nộp hồ sơ phải nộp phí, lệ phí; cơ quan ghi nhận khi đã nộp.",
    en="The applicant has a fee to pay; the office notes it once it is paid.",
)
BY_ITSELF = Text.of(vi="Hồ sơ tự chuyển tiếp.", en="The case goes on by itself.")


def role_title(definition: Definition, name: str) -> Text:
    """A role of a procedure in the words of the hub."""
    if name == SYSTEM_ROLE:
        return SYSTEM
    role = definition.roles[name]
    match role.kind:
        case "case.owner":
            return APPLICANT
        case "group":
            return settings.HUB.roles[role.ref]
        case "body":
            named: Text = settings.HUB.text(settings.HUB.data["bodies"][role.ref]["name"])
            return named
    return definition.tasks[role.ref].title


def following(definition: Definition, state: State, *, to_owner: bool) -> Text | None:
    """What a reader is told to expect at a state: `next` speaks to the applicant, everyone else hears whose turn it is.
    None where nothing is said."""
    return state.next if to_owner else turn(definition, state)


def turn(
    definition: Definition, state: State, *, are_reviews_in: bool = False, blocked: Collection[str] = ()
) -> Text | None:
    """Whose turn it is, and for what, in neutral words; None at an end. Of a case that is looked at: whether everything
    that was asked for is in, and the actions that its rules stand against now; neither is waited for."""
    if state.final:
        return None
    if waits_for_fee(definition, state):
        return UNPAID
    asked = {} if are_reviews_in else {task.title: (task.title,) for task in state.tasks}
    by_role: dict[Text, tuple[Text, ...]] = {}
    for action in (one for one in definition.actions_from(state.name) if one.name not in blocked):
        for name in _whose(definition, state, action):
            title = role_title(definition, name)
            by_role[title] = (*by_role.get(title, ()), action.title)
    if not asked and not by_role:
        return None if are_reviews_in or blocked else BY_ITSELF
    return Text(tuple((language, _turn({**by_role, **asked}, language)) for language in definition.title))


def _whose(definition: Definition, state: State, action: Action) -> tuple[str, ...]:
    """Of those who may do an action: the applicant where it is for them to write, the offices anywhere else."""
    named = (name for name in action.by if name in definition.roles)
    if state.edit:
        return tuple(name for name in named if name in state.edit)
    return tuple(name for name in named if definition.roles[name].kind != OWNER)


def _turn(by_role: Mapping[Text, tuple[Text, ...]], language: str) -> str:
    said = (
        f"{who.in_language(language)} ({', '.join(one.in_language(language) for one in what)})"
        if what != (who,)
        else who.in_language(language)
        for who, what in by_role.items()
    )
    opening = "Đang chờ" if language == "vi" else "Waiting for"
    return f"{opening}: {'; '.join(said)}."

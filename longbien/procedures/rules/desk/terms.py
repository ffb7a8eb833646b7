"""What people should know before they apply: what it costs, what silence of the office means, where to appeal."""

from dataclasses import dataclass

from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.procedures.rules.deadlines import Span, in_words
from longbien.procedures.rules.definition import Action, Definition, State
from longbien.procedures.rules.desk.promise import waits_for_office
from longbien.procedures.rules.fees import waits_for_fee


@dataclass(frozen=True)
class Cost:
    """A fee that an action calls for; `within`: how soon, and `otherwise` how the case ends without it."""

    action: Action
    amount: Money
    within: Span | None = None
    otherwise: Text | None = None


@dataclass(frozen=True)
class Rule:
    """A rule of a state, in a sentence; `name` tells it apart from the others of the service."""

    name: str
    state: State
    words: Text


def costs(definition: Definition) -> tuple[Cost, ...]:
    """Every fee of the service, in the order of the file."""
    return tuple(
        _cost(definition, action, action.fee) for action in definition.actions.values() if action.fee is not None
    )


def _cost(definition: Definition, action: Action, amount: Money) -> Cost:
    state = definition.states[action.target]
    if state.sla is None or not waits_for_fee(definition, state):
        return Cost(action, amount)
    then = definition.actions.get(state.sla.then)
    return Cost(action, amount, state.sla.within, definition.states[then.target].title if then else None)


def silences(definition: Definition) -> tuple[Rule, ...]:
    """What follows by itself when an office lets a deadline pass; nothing where being late decides nothing."""
    return tuple(
        Rule(f"silence-{state.name}", state, _silence(definition.actions[state.sla.then], state, state.sla.within))
        for state in definition.states.values()
        if state.sla and state.sla.then and waits_for_office(definition, state)
    )


def _silence(then: Action, state: State, within: Span) -> Text:
    at, span = state.title, in_words(within)
    vi = f"Nếu sau {span.in_language('vi')} bước “{at.in_language('vi')}” chưa có quyết định,"
    en = f"If nothing is decided at “{at.in_language('en')}” within {span.in_language('en')},"
    if state.silence:
        granted = state.silence == "approval"
        return Text.of(
            vi=f"{vi} hồ sơ được coi là {'được chấp thuận' if granted else 'bị từ chối'}.",
            en=f"{en} the application counts as {'approved' if granted else 'refused'}.",
        )
    return Text.of(
        vi=f"{vi} hồ sơ tự chuyển tiếp: {then.title.in_language('vi')}.",
        en=f"{en} the case goes on by itself: {then.title.in_language('en')}.",
    )


def appeals(definition: Definition) -> tuple[Rule, ...]:
    """Against which results one may appeal, and until when."""
    return tuple(
        Rule(f"appeal-{state.name}", state, _appeal(state.title, in_words(state.appeal.within)))
        for state in definition.states.values()
        if state.appeal
    )


def _appeal(result: Text, span: Text) -> Text:
    return Text.of(
        vi=f"Có thể khiếu nại kết quả “{result.in_language('vi')}” trong {span.in_language('vi')} kể từ ngày quyết "
        "định, ngay trên trang của hồ sơ.",
        en=f"Against “{result.in_language('en')}” you may appeal within {span.in_language('en')} of the decision, on "
        "the page of your case.",
    )

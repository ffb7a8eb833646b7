"""What procedures may do with data: lists to choose from, forms that know the data set, requests and agreements."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.data.actions.access.ask_renewal import ask_renewal
from longbien.data.actions.access.propose_by_case import Decision, propose_by_case, renew_by_case
from longbien.data.actions.access.take_request import faults_of_request, take_request
from longbien.data.queries.sets import cards, contract_with_code, listed
from longbien.data.rules.access.asked import personal_among, read_asked
from longbien.data.rules.access.decided import proposal
from longbien.data.rules.agreement.terms import MASK_WORDS, OPERATOR_WORDS
from longbien.data.rules.contract.contract import Column, Contract
from longbien.data.rules.contract.vocabulary import ACCESS
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.procedures.registry import EffectCall, Fit, Fitter, Outlook, choices, effect, fit_by
from longbien.ui.fields import Choice

REQUEST, TERMS = "request", "terms"


@choices("data.sets", kind="data-set")
def data_sets() -> tuple[Choice, ...]:
    """Every data set of the catalogue, by code, with who may see it."""
    return tuple(Choice(one.code, _with_access(one.contract)) for one in cards(listed()))


def _with_access(contract: Contract) -> Text:
    access = ACCESS[contract.access][0]
    return Text(tuple((code, f"{said} ({access.in_language(code)})") for code, said in contract.title.items()))


@choices("data.columns")
def columns_of_all() -> tuple[Choice, ...]:
    """Every column of every data set; a form that knows the data set (`x-fit`) offers its own alone."""
    found = {one.name: _choice(one) for card in cards(listed()) for one in card.contract.columns}
    return tuple(found.values())


@choices("data.masks")
def masks() -> tuple[Choice, ...]:
    """How a column may be shown."""
    return tuple(Choice(kind, words) for kind, words in MASK_WORDS.items())


@choices("data.operators")
def operators() -> tuple[Choice, ...]:
    """How the rows that are shown may be chosen."""
    return tuple(Choice(kind, words) for kind, words in OPERATOR_WORDS.items())


def _choice(column: Column) -> Choice:
    return Choice(column.name, column.title)


def shaped_by_set(answers: Mapping[str, Any], _accepted: Mapping[str, Any]) -> Fit:
    """A request, once its data set is chosen: the columns of that one."""
    asked = read_asked(answers)
    contract = contract_with_code(asked.data_set)
    if contract is None:
        return Fit()
    about = personal_among(tuple(one.name for one in contract.columns), contract)
    return Fit(choices={"columns": tuple(map(_choice, contract.columns))}, hints=dict(_warned(about)))


def _warned(about: list[Text]) -> Iterator[tuple[str, Text]]:
    if about:
        vi, en = (", ".join(one.in_language(language) for one in about) for language in ("vi", "en"))
        yield "columns", Text.of(vi=f"Dữ liệu cá nhân: {vi}.", en=f"Personal data: {en}.")


def shaped_by_request(_answers: Mapping[str, Any], accepted: Mapping[str, Mapping[str, Any]]) -> Fit:
    """A steward's terms: they begin as the request asks, and offer what it asks for."""
    asked = read_asked(accepted.get(REQUEST, {}))
    contract = contract_with_code(asked.data_set)
    if contract is None:
        return Fit()
    wanted = tuple(_choice(one) for name in asked.columns if (one := contract.column(name)))
    every = tuple(map(_choice, contract.columns))
    return Fit(choices={"columns/column": wanted, "rows/column": every}, proposed=proposal(asked, contract))


def _against(answers: Mapping[str, Any], _at: datetime) -> tuple[Fault, ...]:
    return faults_of_request(answers)


def _nothing(*_given: Any) -> tuple[Fault, ...]:
    """The effect refuses by itself what is wrong: it alone knows the case."""
    return ()


def _no_outlook(_answers: Mapping[str, Any]) -> tuple[Outlook, ...]:
    return ()


fit_by("data.request", Fitter(shaped_by_set, _against, _no_outlook))
fit_by("data.terms", Fitter(shaped_by_request, _nothing, _no_outlook))


@effect("data.take_request")
def take_by_case(call: EffectCall) -> None:
    """The form `request` asks for a data set: refused where there is no such thing, shown to its stewards else."""
    take_request(call.case_id, call.owner_id, call.data.get(REQUEST, {}), by=call.by, at=call.at)


@effect("data.propose_agreement")
def propose_for_case(call: EffectCall) -> None:
    """Propose what the form `request` asks for, as the steward's form `terms` decides it."""
    propose_by_case(_decision(call), by=call.by, at=call.at)


@effect("data.ask_renewal")
def ask_for_renewal(call: EffectCall) -> None:
    """The form `request` asks for more time under the agreement that the case is about."""
    told = call.data.get(REQUEST, {})
    ask_renewal(_agreement(call), call.case_id, call.owner_id, told, by=call.by, at=call.at)


@effect("data.renew_agreement")
def renew_for_case(call: EffectCall) -> None:
    """Propose the same terms up to the day that the form `terms` sets."""
    renew_by_case(_agreement(call), _decision(call), by=call.by, at=call.at)


def _decision(call: EffectCall) -> Decision:
    return Decision(call.case_id, call.owner_id, call.data.get(REQUEST, {}), call.data.get(TERMS, {}))


def _agreement(call: EffectCall) -> UUID:
    if call.about is None or call.about.type != "data.agreement":
        what = Text.of(vi="Hồ sơ này không gắn với thoả thuận nào.", en="This case is about no agreement.")
        raise Refusal("about-no-agreement", what, status=409)
    return call.about.id

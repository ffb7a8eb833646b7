"""What procedures may do with funds: `do: [capital.commit]`, and the list of funds for their forms."""

from uuid import UUID

from longbien.capital.actions.funds.commit import Promise, commit
from longbien.capital.queries.funds import vehicles
from longbien.capital.rules.vehicles.measures import PRIVATE, SOURCES
from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.procedures.registry import EffectCall, choices, effect
from longbien.ui.fields import Choice

FORM = "commitment"
NO_FUND = Text.of(vi="Hồ sơ không nêu quỹ và số tiền.", en="The case names no fund and amount.")


@choices("capital.vehicles")
def funds() -> tuple[Choice, ...]:
    """Every fund, by its id, under its name."""
    return tuple(Choice(str(row.pk), Text.of(und=row.name)) for row in vehicles(ANONYMOUS))


@effect("capital.commit")
def commit_by_case(call: EffectCall) -> None:
    """The owner of the case commits what the form `commitment` says (`fund`, `amount`, and `source` if it asks).

    Whoever decides the case must be a fund officer whom nothing ties to the investor.
    """
    told = call.data.get(FORM, {})
    try:
        fund, amount = UUID(str(told["fund"])), Money.from_data(told["amount"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal("no-fund", NO_FUND, faults=(Fault("/fund", NO_FUND),)) from error
    source = told.get("source", PRIVATE)
    promise = Promise(fund, call.owner_id, amount, source if source in SOURCES else PRIVATE, call.case_id)
    commit(promise, by=call.by, at=call.at)

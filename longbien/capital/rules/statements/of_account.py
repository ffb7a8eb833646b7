"""The capital account of an investor, written out as a statement."""

from collections.abc import Sequence

from longbien.capital.rules.statements import words
from longbien.capital.rules.statements.account import (
    COUNTED,
    CapitalAccount,
    Purposes,
    capital_account,
    flows,
    prices,
)
from longbien.capital.rules.statements.buy_outs import parted
from longbien.capital.rules.statements.document import Head, Row, Statement, Table
from longbien.capital.rules.statements.fund import balance
from longbien.capital.rules.statements.moves import Moved, until
from longbien.capital.rules.statements.performance import Index, Payments, left, performance
from longbien.capital.rules.statements.shares import values_of
from longbien.capital.rules.statements.told import amounts, line_row, performance_table
from longbien.kernel.ids import to_slug


def account_statement(moves: Sequence[Moved], head: Head, purposes: Purposes, index: Index | None = None) -> Statement:
    """Of the commitment that the head names. Its residual holds the whole fund's together: all investors' accounts come
    to the net assets."""
    whose = to_slug(head.commitment_id) if head.commitment_id else ""
    account = capital_account(moves, whose, head.span, purposes)
    now = until(moves, head.span.last)
    everybody = sum(values_of(now).values())
    whole = balance(moves, head.span)
    apart = account.residual + whole.residual + abs(everybody - whole.net)
    paid = (*flows(now, whose), *prices(now, whose))
    did = performance(Payments.of(paid), left(now, account.closing, whose), head.span.last, index)
    tables = (_movements(account, head, apart), _beside(account, head), performance_table(did, head.currency, paid))
    joined = (words.JOINED_LATER,) if any(line.code == COUNTED for line in account.lines) else ()
    bought = (words.BOUGHT_OUT,) if parted(now).legs else ()
    notes = (
        words.SHARED,
        words.CAPITAL_FIRST,
        *joined,
        *bought,
        words.INTEREST_ASIDE,
        words.NO_TEMPLATE,
        words.UNAUDITED,
    )
    return Statement("capital-account", words.ACCOUNT, head, tables, notes)


def _movements(account: CapitalAccount, head: Head, residual: int) -> Table:
    rows = (
        Row("opening", words.OPENING, amounts(head.currency, account.opening, 0), is_sum=True),
        *(line_row(line, head.currency) for line in account.lines),
        Row("closing", words.CLOSING, amounts(head.currency, account.closing, account.closing), is_sum=True),
    )
    return Table("account", words.MOVEMENTS, (words.PERIOD, words.SINCE), rows, residual)


def _beside(account: CapitalAccount, head: Head) -> Table:
    rows = tuple(line_row(line, head.currency) for line in account.beside.values())
    return Table("commitment", words.COMMITMENT, (words.PERIOD, words.SINCE), rows)

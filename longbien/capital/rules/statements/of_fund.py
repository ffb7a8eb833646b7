"""The statement of a whole fund, written out: balance, cash, fee, investors, investments, performance."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from longbien.capital.rules.statements import words
from longbien.capital.rules.statements.account import Line, Piece, flows
from longbien.capital.rules.statements.buy_outs import parted
from longbien.capital.rules.statements.document import Figure, Head, Row, Statement, Table
from longbien.capital.rules.statements.fund import (
    Balance,
    Cash,
    Charged,
    Clause,
    Held,
    Member,
    balance,
    cash,
    fees,
    holdings,
    members,
)
from longbien.capital.rules.statements.moves import Moved, until
from longbien.capital.rules.statements.performance import Index, Payments, left, performance
from longbien.capital.rules.statements.told import amounts, line_row, performance_table, sources
from longbien.kernel.text import Text

Names = Mapping[str, str]


def fund_statement(
    moves: Sequence[Moved], head: Head, clauses: Sequence[Clause], names: Names, index: Index | None = None
) -> Statement:
    """`names` says what investors and investments are called, by their written ids."""
    now, day = until(moves, head.span.last), head.span.last
    stands, held = balance(moves, head.span), holdings(moves, day)
    paid = flows(now)
    did = performance(Payments.of(paid), left(now, stands.net), day, index)
    tables = (
        _balance(stands, head),
        _cash(cash(moves, head.span), head),
        _fees(fees(moves, day, clauses), head),
        _members(members(moves, day), stands.net, head, names),
        _holdings(held, stands, head, names),
        performance_table(did, head.currency, paid, _moic(held)),
    )
    bought = (words.BOUGHT_OUT,) if parted(now).legs else ()
    notes = (words.SHARED, *bought, words.NO_TEMPLATE, words.UNAUDITED)
    return Statement("fund", words.FUND, head, tuple(one for one in tables if one.rows), notes)


def _balance(stands: Balance, head: Head) -> Table:
    rows = (
        *_at_both_ends(stands.assets, head.currency),
        _total("assets", words.TOTAL_ASSETS, stands.assets, head.currency),
        *_at_both_ends(stands.liabilities, head.currency),
        _total("liabilities", words.TOTAL_OWED, stands.liabilities, head.currency),
        Row("net", words.NET, amounts(head.currency, stands.net, stands.net_before), is_sum=True),
        *_at_both_ends(stands.equity, head.currency),
        _total("equity", words.EQUITY, stands.equity, head.currency),
    )
    return Table("balance", words.BALANCE, (words.AT_END, words.AT_START), rows, stands.residual)


def _at_both_ends(lines: Iterable[Line], currency: str) -> Iterable[Row]:
    for line in lines:
        row = line_row(line, currency)
        if line.since or line.period:
            yield Row(row.code, row.name, amounts(currency, line.since, line.since - line.period), sources=row.sources)


def _total(code: str, name: Text, lines: Sequence[Line], currency: str) -> Row:
    end = sum(one.since for one in lines)
    return Row(code, name, amounts(currency, end, end - sum(one.period for one in lines)), is_sum=True)


def _cash(paid: Cash, head: Head) -> Table:
    rows = (
        Row("opening", words.CASH_OPENING, amounts(head.currency, paid.opening, 0), is_sum=True),
        *(line_row(line, head.currency) for line in paid.lines),
        Row("closing", words.CASH_CLOSING, amounts(head.currency, paid.closing, paid.closing), is_sum=True),
    )
    return Table("cash", words.CASH, (words.PERIOD, words.SINCE), rows, paid.residual)


def _fees(charged: Sequence[Charged], head: Head) -> Table:
    rows = [
        Row(
            f"accrual-{number}",
            Text.of(vi=f"{words.ACCRUAL['vi']} {number}", en=f"{words.ACCRUAL['en']} {number}"),
            (one.until, *amounts(head.currency, one.accrued, one.by_clause, one.residual)),
            sources=sources([Piece(one.moved, one.accrued)]),
        )
        for number, one in enumerate(charged, start=1)
    ]
    if rows:
        sums = (sum(getattr(one, name) for one in charged) for name in ("accrued", "by_clause", "residual"))
        rows.append(Row("sum", words.IN_ALL, (None, *amounts(head.currency, *sums)), is_sum=True))
    columns = (words.UNTIL, words.ACCRUED, words.BY_CLAUSE, words.DIFFERENCE)
    return Table("fees", words.FEES, columns, tuple(rows), sum(abs(one.residual) for one in charged))


def _members(found: Sequence[Member], net: int, head: Head, names: Names) -> Table:
    """The investors' net asset values come to the net assets, to the unit."""
    fields = ("committed", "called", "paid_in", "unfunded", "value")
    rows = [
        Row(one.commitment, _named(one.commitment, names), amounts(head.currency, *(getattr(one, f) for f in fields)))
        for one in found
    ]
    sums = [sum(getattr(one, field) for one in found) for field in fields]
    if rows:
        rows.append(Row("sum", words.IN_ALL, amounts(head.currency, *sums), is_sum=True))
    columns = (words.COMMITTED, words.M_CALLED, words.M_PAID, words.M_UNFUNDED, words.M_VALUE)
    return Table("investors", words.MEMBERS, columns, tuple(rows), abs(sums[-1] - net))


def _holdings(held: Sequence[Held], stands: Balance, head: Head, names: Names) -> Table:
    """What they cost and are worth comes to the balance, to the unit."""
    fields = ("invested", "cost", "value", "returned")
    rows = [
        Row(
            one.investment,
            _named(one.investment, names),
            (*amounts(head.currency, *(getattr(one, field) for field in fields)), Figure.of(_multiple([one]))),
        )
        for one in held
    ]
    in_books = sum(one.since for one in stands.assets if one.code in ("cost", "fair-value"))
    apart = abs(sum(one.value for one in held) - in_books)
    columns = (words.INVESTED, words.COST, words.FAIR, words.RETURNED, words.MULTIPLE)
    return Table("investments", words.HOLDINGS, columns, tuple(rows), apart)


def _named(key: str, names: Names) -> Text:
    name = names.get(key) or key
    return Text.of(vi=name, en=name)


def _moic(held: Sequence[Held]) -> Figure | None:
    return Figure.of(_multiple(held))


def _multiple(held: Sequence[Held]) -> Fraction | None:
    invested = sum(one.invested for one in held)
    return Fraction(sum(one.value + one.returned for one in held), invested) if invested else None

"""What a convertible of a vehicle would become at a round, by its deal's terms and the company's cap table."""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.deals.tables import table_of
from longbien.capital.queries.investing.decisions import Decision, decision_of
from longbien.capital.rules.deals.converting import Converted, Held, convert
from longbien.capital.rules.deals.sheets import read_sheet
from longbien.capital.rules.funds.lives import DRAFT, POSTED
from longbien.capital.rules.investing.instruments import CONVERTIBLE, SAFE
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text


@dataclass(frozen=True)
class ConversionCard:
    decision: Decision
    investment_id: UUID
    on: date
    investor: str
    money: Money
    pre_money: Money
    shares: int
    share: Fraction
    table: int | None


def converted(row: models.Conversion) -> Converted:
    """As it would be now. Refusal 409 without a deal whose terms say how, or without a cap table."""
    investment = row.investment
    sheet = investment.deal.sheet if investment.deal else None
    if sheet is None:
        raise conflict("no-deal", NO_DEAL)
    table = table_of(investment.organisation_id, row.on)
    if table is None:
        raise conflict("no-table", NO_TABLE)
    held = Held(row.vehicle.name, investment.cost, investment.on, read_sheet(json.loads(sheet.content)))
    return convert(table, held, investor=row.investor, money=row.money, pre_money=row.pre_money, on=row.on)


def conversion_of(investment_id: UUID) -> ConversionCard | None:
    """The draft or the posted one. The caller has asked the policy."""
    row = models.Conversion.objects.filter(investment=investment_id, state__in=(DRAFT, POSTED)).first()
    return conversion_card(row) if row else None


def conversion_card(row: models.Conversion) -> ConversionCard:
    currency = row.vehicle.currency
    return ConversionCard(
        decision=decision_of(row),
        investment_id=row.investment_id,
        on=row.on,
        investor=row.investor,
        money=Money(row.money, currency),
        pre_money=Money(row.pre_money, currency),
        shares=row.shares,
        share=Fraction(row.share),
        table=row.table.number if row.table else None,
    )


def may_convert(row: models.Investment) -> bool:
    """Whether it is one that converts by a deal's terms, and has not yet."""
    converts = row.state == POSTED and row.instrument in (SAFE, CONVERTIBLE) and row.deal_id is not None
    return converts and not is_converting(row)


def is_converting(row: models.Investment) -> bool:
    """Whether it is converted, or a draft of that waits."""
    return models.Conversion.objects.filter(investment=row, state__in=(DRAFT, POSTED)).exists()


NO_DEAL = Text.of(
    vi="Khoản này không từ một thương vụ; không có điều khoản nào nói chuyển đổi ra sao.",
    en="This was not bought by a deal: no terms say how it converts.",
)
NO_TABLE = Text.of(vi="Doanh nghiệp chưa có bảng vốn ở đây.", en="The company has no cap table here.")

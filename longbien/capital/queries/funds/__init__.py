"""Reads of funds."""

from longbien.capital.queries.funds.books import Book, book, capital_lines
from longbien.capital.queries.funds.commitments import (
    Account,
    CommitmentCard,
    account,
    clauses,
    commitment,
    commitment_cards,
    commitments,
    refunds_of,
)
from longbien.capital.queries.funds.notices import NoticeCard, notice, notice_cards, receipts, visible_notices
from longbien.capital.queries.funds.packs import PackView, pack_with_code, packs
from longbien.capital.queries.funds.programme import CurrencySums, Goal, goal, sums
from longbien.capital.queries.funds.runs import Line, RunCard, call, close, drafts, runs
from longbien.capital.queries.funds.vehicles import VehicleCard, cards, terms, vehicle, vehicles

__all__ = [
    "Account", "Book", "CommitmentCard", "CurrencySums", "Goal", "Line", "NoticeCard", "PackView", "RunCard",
    "VehicleCard", "account", "book", "call", "capital_lines", "cards", "clauses", "close", "commitment",
    "commitment_cards", "commitments", "drafts", "goal", "notice", "notice_cards", "pack_with_code", "packs",
    "receipts", "refunds_of", "runs", "sums", "terms", "vehicle", "vehicles", "visible_notices",
]  # fmt: skip

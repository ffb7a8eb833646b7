"""Reads of the engine, as frozen dataclasses for other rooms."""

from longbien.procedures.queries.cases import CaseView, Step, case, cases_about, cases_by_id, cases_of, next_steps
from longbien.procedures.queries.history import MoveView, moves, open_tasks, readable_cases
from longbien.procedures.queries.services import ServiceCard, service, services, services_about

__all__ = [
    "CaseView",
    "MoveView",
    "ServiceCard",
    "Step",
    "case",
    "cases_about",
    "cases_by_id",
    "cases_of",
    "moves",
    "next_steps",
    "open_tasks",
    "readable_cases",
    "service",
    "services",
    "services_about",
]

"""`longbien data run`: a statement under an agreement, on the engine of the operators' choice."""

from argparse import ArgumentParser, FileType, RawDescriptionHelpFormatter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from longbien.data.actions.engines.run import EXTRAS, MOST, run
from longbien.data.gateway.answer import Answer
from longbien.data.rules.sql import refused
from longbien.kernel.actor import SYSTEM

HELP = """One SELECT under an agreement, on DuckDB, Spark or ClickHouse: its answer as CSV.

QUERY is a file with the statement, in DuckDB's SQL whatever the engine; - is standard input. The rows are the same on
each engine, to the byte; what the statement makes of them is the engine's own arithmetic.

This is for the hub's operators, and for questions that outgrow one machine. Outsiders ask through the gateway (the
agreement's page, `longbien data query`), whose worker is locked by the kernel; the engines here are not.

Spark runs on this machine, or on the cluster that its own spark-defaults.conf ($SPARK_CONF_DIR) names. Each engine but
the gateway's needs an extra: pip install 'longbien[spark]' or 'longbien[clickhouse]'.
"""


def add_run(verbs: Any) -> None:
    parser: ArgumentParser = verbs.add_parser(
        "run", help="a question on another engine", description=HELP, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("query", metavar="QUERY", type=FileType(encoding="utf-8"), help="a file with one SELECT")
    parser.add_argument("--agreement", required=True, metavar="ID", help="the agreement's id, as in its address")
    parser.add_argument("--engine", choices=sorted(EXTRAS), default="duckdb")
    parser.add_argument("--rows", type=int, default=MOST, metavar="N", help=f"most rows that are given out ({MOST})")


def answer_of(agreement: UUID, options: Mapping[str, Any]) -> Answer:
    """Refusal."""
    try:
        with options["query"] as file:
            statement = file.read()
    except UnicodeDecodeError:
        raise refused.unreadable() from None
    return run(
        agreement, statement, engine=options["engine"], most=max(options["rows"], 1), by=SYSTEM, at=timezone.now()
    )

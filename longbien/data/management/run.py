"""`longbien data run`: a statement under an agreement, on the engine of the operators' choice."""

from argparse import ArgumentParser, ArgumentTypeError, FileType, RawDescriptionHelpFormatter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from longbien.data.actions.engines.run import EXTRAS, MOST, Where, run
from longbien.data.gateway.answer import Answer
from longbien.data.lake.places import FILE
from longbien.data.queries.engines import AWAY
from longbien.data.rules.sql import refused
from longbien.kernel.actor import SYSTEM
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text

HELP = """One SELECT under an agreement, on DuckDB, Spark or ClickHouse: its answer as CSV.

QUERY is a file with the statement, in DuckDB's SQL whatever the engine; - is standard input. The rows are the same on
each engine, to the byte; what the statement makes of them is the engine's own arithmetic.

This is for the hub's operators, and for questions that outgrow one machine. Outsiders ask through the gateway (the
agreement's page, `longbien data query`), whose worker is locked by the kernel; the engines here are not.

Exit codes: 0 answered, 2 wrong usage, 3 refused (it says why in one line).

Spark runs on this machine, or on the cluster that its own spark-defaults.conf ($SPARK_CONF_DIR) names. Each engine but
the gateway's needs an extra: pip install 'longbien[spark]' or 'longbien[clickhouse]'.
"""

MIRROR = """Copy the lake into an S3-compatible bucket, and take away there what is no longer here.

Reached by AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Only what changed is copied, rows
before the log that names them; what is not of this lake is never touched. The copy holds every row and column: only the
operators may read that bucket. Run it after each delivery, and after each erasure: what was erased here is then erased
there.
"""
NOTHING = Text.of(vi="Kho dữ liệu của trung tâm chưa có gì.", en="The hub's lake holds nothing yet.")
THERE_ALREADY = Text.of(
    vi="Kho dữ liệu đã nằm trong kho lưu trữ (LONGBIEN_LAKE): dùng thẳng địa chỉ đó, không cần sao chép.",
    en="The lake lies in a bucket already (LONGBIEN_LAKE): use that address, there is nothing to copy.",
)


def add_run(verbs: Any) -> None:
    parser: ArgumentParser = verbs.add_parser(
        "run", help="a question on another engine", description=HELP, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("query", metavar="QUERY", type=FileType(encoding="utf-8"), help="a file with one SELECT")
    parser.add_argument("--agreement", required=True, metavar="ID", help="the agreement's id, as in its address")
    parser.add_argument("--engine", choices=sorted(EXTRAS), default="duckdb", help="where it runs (duckdb)")
    parser.add_argument("--lake", metavar="ADDRESS", type=_address, help="a copy that `longbien data mirror` made")
    parser.add_argument("--rows", type=int, default=MOST, metavar="N", help=f"most rows that are given out ({MOST})")


def add_mirror(verbs: Any) -> None:
    parser: ArgumentParser = verbs.add_parser(
        "mirror", help="copy the lake into a bucket", description=MIRROR, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("address", metavar="ADDRESS", type=_address, help="s3://bucket/lake")


def _address(said: str) -> str:
    place = urlsplit(said)
    if place.scheme != "s3" or not place.netloc or not place.path.strip("/"):
        raise ArgumentTypeError("s3://bucket/lake")
    return said


def mirrored(address: str) -> str:
    """What was done. Refusal: the bucket doesn't answer or won't have us (503); there is nothing to copy (409)."""
    if settings.LAKE != FILE:
        raise conflict("there-already", THERE_ALREADY)
    lake, folder = require("longbien.data.lake.mirror", extra="s3"), Path(settings.VAR) / "lake"
    if not folder.exists():
        raise conflict("no-rows", NOTHING)
    try:
        new, gone = lake.mirror(folder, address)
    except lake.Occupied as error:
        raise Refusal("occupied", _occupied(str(error))) from error
    except OSError as error:
        raise Refusal("bucket-away", AWAY, status=503) from error
    return f"{address}: +{new} −{gone}"


def _occupied(what: str) -> Text:
    return Text.of(
        vi=f"Ở đó có “{what}”, không thuộc kho này. Hãy chọn chỗ trống, hoặc tự xoá.",
        en=f"“{what}” lies there, which is not of this lake. Choose an empty place, or remove it by hand.",
    )


def answer_of(agreement: UUID, options: Mapping[str, Any]) -> Answer:
    """Refusal."""
    try:
        with options["query"] as file:
            statement = file.read()
    except UnicodeDecodeError:
        raise refused.unreadable() from None
    where = Where(options["engine"], options["lake"] or "")
    return run(agreement, statement, where=where, most=max(options["rows"], 1), by=SYSTEM, at=timezone.now())

"""What to paste into programs that read the rows of an agreement, each in its own way, all with one profile file."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from longbien.data.models import Agreement
from longbien.data.queries.shares import table_of
from longbien.kernel.text import Text
from longbien.ui.requests import Request


@dataclass(frozen=True)
class Program:
    """What it is called, for whom it is, what to paste."""

    name: str
    about: Text
    code: str


PANDAS = """import delta_sharing
delta_sharing.load_as_pandas("{file}#{hub}.{schema}.{table}")"""
PYICEBERG = """import json
from pyiceberg.catalog.rest import RestCatalog
token = json.load(open("{file}"))["bearerToken"]
hub = RestCatalog("{hub}", uri="{iceberg}", token=token)
hub.load_table(("{schema}", "{table}")).scan().to_arrow()"""
DUCKDB = """INSTALL httpfs; LOAD httpfs; INSTALL iceberg; LOAD iceberg;
SET VARIABLE token = (SELECT bearerToken FROM read_json('{file}'));
ATTACH '{hub}' AS hub (TYPE iceberg, ENDPOINT '{iceberg}', TOKEN getvariable('token'));
SELECT * FROM hub."{schema}".{table} LIMIT 10;"""
FOR_PANDAS = Text.of(
    vi="pandas, Spark, Power BI và nhiều công cụ khác (pip install delta-sharing)",
    en="pandas, Spark, Power BI and others (pip install delta-sharing)",
)
FOR_PYICEBERG = Text.of(
    vi="pyiceberg (pip install pyiceberg[pyarrow]) và công cụ khác đọc danh mục REST của Iceberg",
    en="pyiceberg (pip install pyiceberg[pyarrow]) and others that read an Iceberg REST catalogue",
)
FOR_DUCKDB = Text.of(vi="qua cùng danh mục Iceberg đó", en="through the same Iceberg catalogue")
PROGRAMS = (
    ("Delta Sharing", FOR_PANDAS, PANDAS), ("Apache Iceberg", FOR_PYICEBERG, PYICEBERG), ("DuckDB", FOR_DUCKDB, DUCKDB),
)  # fmt: skip


def programs(request: Request, found: Agreement) -> tuple[Program, ...]:
    """For this agreement and this address. The token itself stands in none of them: it is in the profile file."""
    schema, table = table_of(found)
    root = request.build_absolute_uri(reverse("iceberg:config")).removesuffix("/v1/config")
    words = {
        "file": f"{found.data_set.code}.share", "hub": settings.HUB.code, "schema": schema, "table": table,
        "iceberg": root,
    }  # fmt: skip
    return tuple(Program(name, about, code.format(**words)) for name, about, code in PROGRAMS)

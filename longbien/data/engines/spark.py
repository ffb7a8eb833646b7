"""The view and the statement on Spark 4 (Java 17): on this machine, or on the cluster that `spark-defaults.conf` names.

The agreement's key is a literal of the plan. So nothing of a plan is shown or kept: no web page of Spark's, no event
log, no word of what a faulty statement was planned to, and what looks like a key is blacked out wherever a plan is
printed.
"""

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger
from pyspark.sql import DataFrame, SparkSession

from longbien.data.engines.asked import RAW, Asked
from longbien.data.engines.bucket_source import NAME, Lake
from longbien.data.engines.failing import failed, not_started
from longbien.data.engines.translated import translated
from longbien.data.rules.contract.contract import Kind

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.variable.substitute": "false",  # or '${env:NAME}' in a text would be what stands there
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.redaction.string.regex": "[0-9a-f]{64}",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.log.level": "OFF",
}

TELLING = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""What PySpark writes a statement's fault and its plan to."""
TYPES: Mapping[Kind, str] = {
    "string": "STRING", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP",
}  # fmt: skip
CONDITION = re.compile(r"\[([A-Z][A-Z0-9_]+)[A-Z0-9_.]*\]")


def session() -> SparkSession:
    """The one of this process; which machines, how much memory and so on stand in Spark's own configuration.

    Without a folder of that, it runs on this machine alone and listens to nobody else.
    """
    if "SPARK_CONF_DIR" not in os.environ:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name in TELLING:
        PySparkLogger.getLogger(name).disabled = True
    builder: Any = SparkSession.builder.appName("longbien")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": tempfile.gettempdir()}.items():
        builder = builder.config(name, value)
    made: SparkSession = builder.getOrCreate()
    return made


def run(asked: Asked) -> pa.Table:
    """One row more than `most` when there are more. Refusal."""
    statement = translated(asked.statement, "spark", names=frozenset({asked.name}))
    try:
        spark = session()
    except (PySparkException, OSError):
        raise not_started("Spark", "Java 17") from None
    try:
        _rows(spark, asked).createOrReplaceTempView(RAW)
        spark.sql(asked.view("spark")).createOrReplaceTempView(asked.name)
        return spark.sql(statement).limit(asked.most + 1).toArrow()
    except (PySparkException, Py4JError) as error:
        found = CONDITION.search(str(error))
        raise failed(found[1] if found else type(error).__name__) from None


def _rows(spark: SparkSession, asked: Asked) -> DataFrame:
    """Spark's own reader for files of a folder that every machine sees; ours for those of a bucket."""
    if not asked.is_away:
        return spark.read.parquet(*(f"file://{file}" for file in asked.files))
    spark.dataSource.register(Lake)
    kinds = {one.name: TYPES[one.kind] for one in asked.contract.columns if one.name in asked.used}
    schema = ", ".join(f"`{name.replace('`', '``')}` {kind}" for name, kind in kinds.items())
    return spark.read.format(NAME).schema(schema).option("files", "\n".join(asked.files)).load()

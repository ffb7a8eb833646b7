"""The view and the statement on Spark 4 (Java 17): on this machine, or on the cluster that `spark-defaults.conf` names.

The agreement's key is a literal of the plan. So nothing of a plan is shown or kept: no web page of Spark's, no event
log, and what looks like a key is blacked out wherever a plan is printed.
"""

import tempfile
from typing import Any

import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from longbien.data.engines.asked import RAW, Asked
from longbien.data.engines.failing import failed
from longbien.data.engines.translated import translated

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.redaction.string.regex": "[0-9a-f]{64}",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.log.level": "OFF",
}


def session() -> SparkSession:
    """The one of this process; which machines, how much memory and so on stand in Spark's own configuration."""
    builder: Any = SparkSession.builder.appName("longbien")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": tempfile.gettempdir()}.items():
        builder = builder.config(name, value)
    made: SparkSession = builder.getOrCreate()
    return made


def run(asked: Asked) -> pa.Table:
    """One row more than `most` when there are more. Refusal."""
    statement = translated(asked.statement, "spark", names=frozenset({asked.name}))
    spark = session()
    try:
        spark.read.parquet(*(f"file://{file}" for file in asked.files)).createOrReplaceTempView(RAW)
        spark.sql(asked.view("spark")).createOrReplaceTempView(asked.name)
        return spark.sql(statement).limit(asked.most + 1).toArrow()
    except PySparkException as error:
        raise failed(error.getCondition() or type(error).__name__) from None

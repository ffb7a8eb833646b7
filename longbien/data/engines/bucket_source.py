"""Parquet files of a bucket as rows of Spark, read by Arrow in Spark's own Python workers.

Spark itself reads a bucket with Hadoop's `hadoop-aws`, which is in no Python package. This needs nothing but what is
installed with the extra, on each machine of the cluster; it reads only the columns that are asked, one file a task.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import StructType

from longbien.data.lake.mirror import bucket, root_of

NAME = "longbien-lake"


class Reader(DataSourceReader):
    """Made beside the driver, and sent to the workers with the way to the bucket in it."""

    def __init__(self, files: list[str], columns: list[str]) -> None:
        self.files, self.columns, self.bucket = files, columns, bucket()

    def partitions(self) -> list[InputPartition]:
        return [InputPartition(file) for file in self.files]

    def read(self, partition: InputPartition) -> Iterator[Any]:
        with self.bucket.open_input_file(root_of(partition.value)) as file:
            for batch in pq.ParquetFile(file).iter_batches(columns=self.columns):
                yield pa.RecordBatch.from_arrays([batch.column(name) for name in self.columns], self.columns)


class Lake(DataSource):
    """Options: `files`, one address a line; the columns are those of the schema."""

    @classmethod
    def name(cls) -> str:
        return NAME

    def reader(self, schema: StructType) -> Reader:
        return Reader(self.options["files"].split("\n"), schema.names)

"""pyiceberg appends to a table of its own, with a catalogue on SQLite, for lake.py; each line asks for one more."""

import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
from pyiceberg.catalog.sql import SqlCatalog

folder, batch = Path(sys.argv[1]), pq.read_table(sys.argv[2])
catalogue = SqlCatalog("bench", uri=f"sqlite:///{folder}/catalogue.db", warehouse=f"file://{folder}")
catalogue.create_namespace("bench")
table = catalogue.create_table("bench.trips", schema=batch.schema)
for _ in sys.stdin:
    used, start = time.process_time(), time.perf_counter()
    table.append(batch)
    print(time.perf_counter() - start, time.process_time() - used, flush=True)

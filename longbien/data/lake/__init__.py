"""The lake: tables in the Delta format, over Parquet files. Loaded only when rows are read or written."""

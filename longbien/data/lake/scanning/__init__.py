"""Look for a value in every byte that is kept: raw, in each page of a Parquet file once unpacked, in each cell."""

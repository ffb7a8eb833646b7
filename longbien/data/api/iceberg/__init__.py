"""An Iceberg REST catalogue, read-only: the rows of an agreement for clients that speak Apache Iceberg."""

"""Delta Sharing as plain data: what its answers say, which part of a file is asked for."""

"""Rows that lie somewhere, as OGC API Features gives them out: what may be asked, and how it is answered."""

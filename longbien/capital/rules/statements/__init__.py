"""Statements of a fund and of each investor in it, from nothing but the entries of the ledger: pure, to the unit."""

"""How a fund works, whatever law it stands under: calls, closes, fees, terms, and how they stand in the ledger."""

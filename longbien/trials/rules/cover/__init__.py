"""Insurance of a trial, and what residents claim and are paid."""

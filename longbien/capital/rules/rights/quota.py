"""Hours of a machine as ledger units: `HOUR:<machine>`, whole hours, as they are booked."""

SCALE = 0
MINUTES = 60


def unit(machine: str) -> str:
    """The unit of a machine's ledger."""
    return f"HOUR:{machine}"


def of_minutes(minutes: int) -> int:
    """ValueError for a time that is no whole number of hours."""
    if minutes <= 0 or minutes % MINUTES:
        raise ValueError(f"{minutes} minutes are no whole hours")
    return minutes // MINUTES

"""Hours of a machine as ledger units: `HOUR:<machine>`, counted in hundredths, so that minutes by threes are whole."""

SCALE = 2
PER_HOUR = 10**SCALE
STEP_MINUTES = 3  # the shortest time that is a whole number of hundredths of an hour


def unit(machine: str) -> str:
    """The unit of a machine's ledger."""
    return f"HOUR:{machine}"


def of_hours(hours: int) -> int:
    return hours * PER_HOUR


def of_minutes(minutes: int) -> int:
    """ValueError for a time that is no whole number of hundredths of an hour."""
    if minutes <= 0 or minutes % STEP_MINUTES:
        raise ValueError(f"{minutes} minutes are no whole number of hundredths of an hour")
    return minutes * PER_HOUR // 60

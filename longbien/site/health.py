"""How the hub is: what /health answers and what those who run it watch."""

from typing import Any

from django.db import DatabaseError, connection

from longbien.record import triggers


def vitals() -> dict[str, Any]:
    """`{"well": …, "database": …, "triggers": …}`; `well` is False when any part needs a human."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = triggers.missing()
    except DatabaseError as error:
        return {"well": False, "database": type(error).__name__}
    return {
        "well": not missing,
        "database": connection.vendor,
        "triggers": "standing" if not missing else f"missing: {', '.join(missing)}",
    }

"""Offices: roles in the hub and seats in governing bodies, written as procedures write them."""

# Whoever grants roles is granted theirs: a delegate could make it last.
KEPT = frozenset({"group:hub-admin"})


def office_of_role(role: str) -> str:
    return f"group:{role}"


def office_of_body(body: str) -> str:
    return f"body:{body}"


def split(office: str) -> tuple[str, str]:
    """`group:reviewer` → (`group`, `reviewer`); (`""`, …) for what is no office."""
    kind, _, code = office.partition(":")
    return (kind, code) if kind in ("group", "body") and code else ("", office)

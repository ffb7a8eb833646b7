"""The role matrix: who may do what, straight from the policy table."""

from collections import defaultdict

from longbien.kernel.reference import page
from longbien.people.policy import Row, table

INTRO = """\
# Who may do what

Generated from the policy table by `longbien docs build`; pages, API and lists all ask this table.

A tick: holders of the hub role may do it. “If”: they may under the condition beside it. Everyone else may only do what
the last column says. What one may not even view answers as if it weren't there.
"""


@page("roles")
def role_matrix() -> str:
    """One table for each type of thing: actions down, hub roles across, other standings in the last column."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in table():
        grouped[row.type].append(row)
    return INTRO + "".join(_section(kind, grouped[kind]) for kind in sorted(grouped))


def _section(kind: str, rows: list[Row]) -> str:
    roles = sorted({role for row in rows for role in row.relation.roles})
    head = ["action", *roles, "others"]
    lines = [f"\n## {kind}\n", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for action in dict.fromkeys(row.action for row in rows):
        cells = _cells([row for row in rows if row.action == action], roles)
        lines.append(f"| {action} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cells(rows: list[Row], roles: list[str]) -> list[str]:
    cells = []
    for role in roles:
        held = [row.relation.name for row in rows if role in row.relation.roles]
        cells.append("✓" if role in held else "; ".join(f"if {name}" for name in held))
    others = [row.relation.name for row in rows if not row.relation.roles]
    return [*cells, "; ".join(others)]

"""`migrate`: from an earlier version, into states that are there and where a case can go on."""

from collections.abc import Iterator

from longbien.kernel.text import Text
from longbien.procedures.rules.checks.complaint import Complaint, unknown
from longbien.procedures.rules.definition import Definition


def check_migration(definition: Definition) -> Iterator[Complaint]:
    migration = definition.migrate
    if migration is None:
        return
    if migration.source >= definition.version:
        yield (
            ("migrate", "from"),
            Text.of(
                vi=f"Chỉ chuyển hồ sơ từ phiên bản trước phiên bản {definition.version}.",
                en=f"Cases can only come from a version before {definition.version}.",
            ),
        )
    for source, target in migration.states.items():
        path = ("migrate", "map", source)
        if target not in definition.states:
            yield path, unknown("trạng thái", "state", target, frozenset(definition.states))
        elif definition.states[target].final:
            yield (
                path,
                Text.of(
                    vi=f"Chuyển phiên bản không được kết thúc hồ sơ: “{target}” là trạng thái cuối.",
                    en=f"A migration can't close a case: “{target}” is a final state.",
                ),
            )


def check_map(definition: Definition, source: Definition) -> Iterator[Complaint]:
    """Whether `map` speaks of states that the version it comes from has."""
    if definition.migrate is None:
        return
    for state in definition.migrate.states:
        if state not in source.states:
            yield (
                ("migrate", "map", state),
                unknown(
                    f"trạng thái trong phiên bản {source.version}",
                    f"state in version {source.version}",
                    state,
                    frozenset(source.states),
                ),
            )

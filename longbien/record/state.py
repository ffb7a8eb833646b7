"""What a backup holds besides database and documents: rooms say here which files of LONGBIEN_VAR are state.

    state.register("telemetry", "**/*.ndjson")        in the room's own `state.py`, loaded at start-up

Only files that get their name when they are whole, and never change afterwards.
"""

_patterns: dict[str, str] = {}


def register(folder: str, pattern: str) -> None:
    """Files of LONGBIEN_VAR/`folder` that match the glob `pattern` are state."""
    if folder in _patterns:
        raise RuntimeError(f"two rooms keep {folder}")
    _patterns[folder] = pattern


def patterns() -> dict[str, str]:
    return dict(_patterns)

"""Which version and media type of MDS an answer has. MDS General Information, "Versioning"."""

PLAIN = "application/json"
MDS = "application/vnd.mds+json"
OURS = "2.0"
FULL = f"{MDS};version={OURS}"
SPOKEN = {PLAIN: PLAIN, "*/*": FULL, "application/*": FULL}


def answer_type(accept: str) -> str | None:
    """The media type to answer with; None when nothing that is accepted is MDS 2.0.

    A reader that names no version gets the only one there is, and plain JSON when that is all it takes.
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",")]
    best = sorted((one for one in ranges if one is not None and one[1] > 0), key=lambda one: -one[1])
    return best[0][0] if best else None


def is_spoken(content_type: str) -> bool:
    """Whether a body of this type is one that can be read: JSON, or MDS of our version."""
    kind, version = _parts(content_type)[:2]
    return kind == PLAIN or (kind == MDS and version in ("", OURS))


def _range(part: str) -> tuple[str, float] | None:
    kind, version, weight = _parts(part)
    answer = FULL if kind == MDS and version == OURS else SPOKEN.get(kind)
    return (answer, weight) if answer else None


def _parts(written: str) -> tuple[str, str, float]:
    """Type, version and weight of `type/subtype; version=2.0; q=0.5`."""
    kind, *rest = (part.strip().lower() for part in written.split(";"))
    said = {name.strip(): value.strip().strip('"') for name, _, value in (part.partition("=") for part in rest)}
    try:
        weight = float(said.get("q", "1"))
    except ValueError:
        weight = 0.0
    return kind, said.get("version", ""), weight

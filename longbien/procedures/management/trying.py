"""What `longbien procedure try` shows of a service in files beside its samples: its letters, and its page."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from longbien.credentials.queries import draw
from longbien.kernel.refusal import not_found
from longbien.kernel.sourced import Sourced
from longbien.people.queries import actor_for, person_with_address
from longbien.procedures.actions.authoring.drafting import bring
from longbien.procedures.files import texts_at
from longbien.procedures.rules.authoring.trying import papers_in
from longbien.procedures.rules.lint import Bundle
from longbien.procedures.rules.migrating.verdicts import Edition
from longbien.procedures.sampling import filled

LONGEST = 160  # letters of a line that are shown


def written_at(where: str) -> str:
    """The line that a fault names, as it was typed; empty where there is none."""
    file, _, line = where.rpartition(":")
    try:
        lines = Path(file).read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return lines[int(line) - 1].strip()[:LONGEST] if line.isdecimal() and 0 < int(line) <= len(lines) else ""


def drawn(bundle: Bundle, edition: Edition, samples: Sourced | None, folder: Path, language: str) -> Iterator[str]:
    """Each letter as the first sample that comes to it has it, as a PDF below `folder`; a line with its place."""
    papers = papers_in(samples.data, edition, settings.HUB.calendar) if samples else {}
    for name, template in bundle.letters.items():
        pdf = draw(template or "", filled(edition, papers.get(name)), language, named=edition.definition.letters[name])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.pdf").write_bytes(pdf)
        yield f"letter {name}: {folder / name}.pdf"


def laid(path: Path, definition: Mapping[str, Any], email: str, at: datetime) -> UUID:
    """The draft under “Write services” that holds these files as its latest revision. Refusal when nobody of that
    e-mail may write services."""
    person = person_with_address(email)
    if person is None:
        raise not_found()
    return bring(code=definition["procedure"], texts=texts_at(path, definition), by=actor_for(person.id), at=at)

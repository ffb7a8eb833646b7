"""Everything that is known about the texts of a service before it is published: faults, samples, the edition."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.procedures.rules.authoring.bundles import edition_in
from longbien.procedures.rules.authoring.given import Offered
from longbien.procedures.rules.authoring.samples import NO_SAMPLES, VALIDATOR
from longbien.procedures.rules.authoring.texts import PROCEDURE, SAMPLES, Texts, read
from longbien.procedures.rules.authoring.trying import EVERYTHING, Tried, faults_in, try_samples
from longbien.procedures.rules.faults import findings
from longbien.procedures.rules.known import Known
from longbien.procedures.rules.lint import Bundle, lint
from longbien.procedures.rules.migrating.verdicts import Edition


@dataclass(frozen=True)
class Marked:
    """A fault with the line it speaks of, as it was typed."""

    file: str
    line: int
    what: Text
    shown: str


@dataclass(frozen=True)
class Review:
    """`edition` is None until the texts are in order; `notes` are no faults, and keep it from being published."""

    bundle: Bundle | None
    edition: Edition | None
    faults: tuple[Marked, ...]
    tried: tuple[Tried, ...] = ()
    notes: tuple[Marked, ...] = ()

    @property
    def in_order(self) -> bool:
        return self.edition is not None and not self.faults and not self.notes


def review(texts: Texts, code: str, known: Known, calendar: WorkingDays, offered: Offered = EVERYTHING) -> Review:
    """The review of these texts, for a draft of the procedure `code`; `offered` as for `given.faults_given`."""
    written = read(texts)
    if written.bundle is None:
        return Review(None, None, tuple(marked(written.faults, texts)))
    faults = written.faults or (*_other_code(written.bundle, code), *lint(written.bundle, known))
    if faults:
        return Review(written.bundle, None, tuple(marked(faults, texts)))
    edition = edition_in(written.bundle, known.languages)
    found = Review(written.bundle, edition, ())
    if written.samples is None:
        return replace(found, notes=(Marked(SAMPLES, 1, NO_SAMPLES, ""),))
    wrong = tuple(marked(faults_in(written.samples, edition, calendar, offered), texts))
    misshapen = next(findings(VALIDATOR, written.samples.data), None)
    tried = () if misshapen else try_samples(written.samples.data, edition, calendar, offered)
    return replace(found, faults=wrong, tried=tried)


def _other_code(bundle: Bundle, code: str) -> Iterator[Fault]:
    """A draft of one service can't turn into a version of another."""
    data = bundle.procedure.data
    if isinstance(data, dict) and data.get("procedure", code) != code:
        what = Text.of(vi=f"Bản soạn này là của “{code}”.", en=f"This draft is of “{code}”.")
        yield bundle.procedure.fault(("procedure",), what)


def marked(faults: tuple[Fault, ...], texts: Texts) -> Iterator[Marked]:
    """The faults with the lines they speak of."""
    for fault in faults:
        file, _, written = fault.where.rpartition(":")
        lines = (texts.procedure if file == PROCEDURE else texts.forms.get(file, texts.samples)).splitlines()
        line = int(written)
        yield Marked(file, line, fault.what, lines[line - 1].strip()[:160] if 0 < line <= len(lines) else "")

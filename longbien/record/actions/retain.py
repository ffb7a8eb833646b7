"""Erase what the hub's rules of retention say is over; each erasure is itself in the record."""

import logging
from datetime import datetime

from longbien.kernel.actor import SYSTEM
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.erase import erase_document, erase_openings
from longbien.record.events import RetentionApplied
from longbien.record.queries.retention import Due, due, retention_rules
from longbien.record.registry import anonymisers
from longbien.record.rules.retention import DOCUMENTS, ENTRIES

BATCH = 200
log = logging.getLogger("longbien.retention")


def retain(*, at: datetime, limit: int = BATCH) -> int:
    """Apply every rule to up to `limit` subjects, each in a transaction of its own; the answer is to how many.

    One that fails stays as it was and holds up no other; the log says which rule.
    """
    done = 0
    for rule in retention_rules():
        for one in list(due(rule, at=at, limit=limit - done)):
            try:
                _apply(one, at=at)
                done += 1
            except Exception:  # whatever it is, it must not stop the worker
                log.warning("retention failed", exc_info=True, extra={"rule": rule.code})
    return done


@act
def _apply(one: Due, *, at: datetime) -> None:
    rule = one.rule
    applied = RetentionApplied(rule=rule.code, means=rule.means, basis=rule.basis, count=one.count)
    emit(applied, subject=one.subject, by=SYSTEM, at=at)
    if rule.of == ENTRIES:
        erase_openings([entry.pk for entry in one.entries], subject=one.subject, by=SYSTEM, at=at)
    elif rule.of == DOCUMENTS:
        for document in one.documents:
            erase_document(document.pk, by=SYSTEM, at=at)
    else:
        anonymisers()[rule.subject].anonymise(one.subject, at)

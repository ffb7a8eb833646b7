"""Write an event into the record."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.record import models, rows
from longbien.record.actions.act import remember
from longbien.record.registry import Happened, slow_reactions
from longbien.record.rules.leaf import Frame, Link, build_leaf, canonical, commitment
from longbien.record.rules.merkle import leaf_hash


def emit(
    event: Event,
    *,
    subject: Subject,
    by: Actor,
    at: datetime,
    chain: Subject | None = None,
    along: Sequence[tuple[type[Model], Sequence[dict[str, Any]]]] = (),
) -> UUID:
    """Record that `event` happened to `subject`; the answer is the id of its entry.

    Only inside an `@act` function. With `chain`, the event also takes the next number of that case's or trial's
    sequence. Sealed fields go in as salted commitments, their openings beside the log. Rows of the caller's come
    `along` in the same statement, as in `rows.insert_together`.
    """
    # The chain is locked before the id is made, so that ids and pending rows of one chain are in its order.
    link = _lock(str(chain)) if chain else None
    event_id = new_id()
    remember(Happened(event_id, event, subject, by, at, now=at))
    salted = {name: (os.urandom(32), canonical(value)) for name, value in event.sealed_fields().items()}
    sealed = {name: commitment(salt, value) for name, (salt, value) in salted.items()}
    leaf = build_leaf(event, Frame(event_id, at, by.id, subject, link), sealed)
    own = {
        "id": event_id, "type": event.key(), "at": at, "actor_id": by.id, "subject": str(subject),
        "chain": link.of if link else "", "chain_seq": link.seq if link else None, "leaf": leaf.decode(),
    }  # fmt: skip
    if link:
        rows.update(models.Chain, link.of, length=link.seq, head=leaf_hash(leaf))
    openings = [
        {"event_id": event_id, "name": name, "salt": salt, "value": value.decode()}
        for name, (salt, value) in salted.items()
    ]
    owed = [{"event_id": event_id, "reaction": reaction, "due_at": at} for reaction in slow_reactions(type(event))]
    waiting = [{"event_id": event_id}]
    rows.insert_together(
        *along, (models.Event, [own]), (models.Pending, waiting), (models.Opening, openings), (models.Delivery, owed)
    )
    return event_id


def _lock(name: str) -> Link:
    """The next place of a chain, which nobody else can take before this transaction ends."""
    found = rows.values(models.Chain, name, "length", "head", lock=True)
    if found is None:
        begun, _ = models.Chain.objects.select_for_update().get_or_create(name=name)
        found = begun.length, begun.head
    length, head = found
    return Link(name, length + 1, bytes(head).hex())

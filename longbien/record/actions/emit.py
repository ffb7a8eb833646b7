"""Write an event into the record."""

import os
from datetime import datetime
from uuid import UUID

from django.db import connection

from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.record import models
from longbien.record.actions.act import remember
from longbien.record.actions.rows import insert
from longbien.record.registry import Happened, slow_reactions
from longbien.record.rules.leaf import Frame, Link, build_leaf, canonical, commitment
from longbien.record.rules.merkle import leaf_hash


def emit(event: Event, *, subject: Subject, by: Actor, at: datetime, chain: Subject | None = None) -> UUID:
    """Record that `event` happened to `subject`; the answer is the id of its entry.

    Only inside an `@act` function. With `chain`, the event also takes the next number of that case's or trial's
    sequence. Sealed fields go in as salted commitments, their openings beside the log.
    """
    # The chain is locked before the id is made, so that ids and pending rows of one chain are in its order.
    link = _lock(str(chain)) if chain else None
    event_id = new_id()
    remember(Happened(event_id, event, subject, by, at, now=at))
    salted = {name: (os.urandom(32), canonical(value)) for name, value in event.sealed_fields().items()}
    sealed = {name: commitment(salt, value) for name, (salt, value) in salted.items()}
    leaf = build_leaf(event, Frame(event_id, at, by.id, subject, link), sealed)
    place = (link.of, link.seq) if link else ("", None)
    insert(models.Event, [(event_id, event.key(), at, by.id, str(subject), *place, leaf.decode())])
    if link:
        _grow(link, leaf_hash(leaf))
    insert(models.Pending, [(event_id,)])
    insert(models.Opening, [(event_id, name, salt, value.decode()) for name, (salt, value) in salted.items()])
    models.Delivery.objects.bulk_create(
        models.Delivery(event_id=event_id, reaction=reaction, due_at=at) for reaction in slow_reactions(type(event))
    )
    return event_id


def _lock(name: str) -> Link:
    """The next place of a chain, which nobody else can take before this transaction ends."""
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE"
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(f"SELECT length, head FROM record_chain WHERE name = %s{lock}", [name])  # noqa: S608
            if found := cursor.fetchone():
                break
            cursor.execute(
                "INSERT INTO record_chain (name, length, head) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING", [name, b""]
            )
    length, head = found
    return Link(name, length + 1, bytes(head).hex())


def _grow(link: Link, head: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_chain SET length = %s, head = %s WHERE name = %s", [link.seq, head, link.of])

"""Write an event into the record."""

import os
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.event import Event, Plain
from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.record import models
from longbien.record.actions.act import remember
from longbien.record.registry import Happened, slow_reactions
from longbien.record.rules.leaf import build_leaf, leaf_hash


def emit(event: Event, *, subject: Subject, by: Actor, at: datetime, chain: Subject | None = None) -> UUID:
    """Record that `event` happened to `subject`; the answer is the id of its entry.

    Only inside an `@act` function. With `chain`, the event also takes the next number of that case's or trial's
    sequence. Sealed fields go in as salted commitments, their openings beside the log.
    """
    event_id = new_id()
    hidden = event.sealed_fields()
    salts = {name: os.urandom(32) for name in hidden}
    head = models.Chain.objects.select_for_update().get_or_create(name=str(chain))[0] if chain else None
    leaf = build_leaf(
        event, event_id=event_id, at=at, actor_id=by.id, subject=subject, link=_link(head), salts=salts
    )  # fmt: skip
    models.Event.objects.create(
        id=event_id, type=event.key(), at=at, actor_id=by.id, subject=str(subject),
        chain=head.name if head else "", chain_seq=head.length + 1 if head else None, leaf=leaf.decode(),
    )  # fmt: skip
    if head:
        models.Chain.objects.filter(name=head.name).update(length=head.length + 1, head=leaf_hash(leaf))
    models.Pending.objects.create(event_id=event_id)
    models.Opening.objects.bulk_create(
        models.Opening(event_id=event_id, name=name, salt=salts[name], value=value) for name, value in hidden.items()
    )
    models.Delivery.objects.bulk_create(
        models.Delivery(event_id=event_id, reaction=reaction, due_at=at) for reaction in slow_reactions(type(event))
    )
    remember(Happened(event_id, event, subject, by, at))
    return event_id


def _link(head: models.Chain | None) -> dict[str, Plain] | None:
    if head is None:
        return None
    return {"of": head.name, "seq": head.length + 1, "prev": bytes(head.head).hex()}

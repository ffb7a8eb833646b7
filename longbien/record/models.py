"""Tables of the record. Events, leaves, nodes and checkpoints are append-only; documents and openings may be erased but
never changed: database triggers keep it so (`record.triggers`). The rest is derived or passing."""

from django.db import models


class Event(models.Model):
    """One thing that happened. `leaf` is the RFC 8785 JSON that the log hashes; the other columns are its index."""

    id = models.UUIDField(primary_key=True)
    type = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=120)
    chain = models.CharField(max_length=120, blank=True)
    chain_seq = models.BigIntegerField(null=True)
    leaf = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "chain_seq"], name="record_chain_once")]
        indexes = [models.Index(fields=["subject", "at"]), models.Index(fields=["type", "at"])]


class Leaf(models.Model):
    """The place of an event in the log: its index and its RFC 6962 leaf hash."""

    index = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="place")
    hash = models.BinaryField(max_length=32)


class Node(models.Model):
    """The hash of a full subtree above the leaves; `position` is its place in the in-order walk of the tree.

    Leaves have the even positions, nodes of level n those that end in n ones (`rules.merkle.position`).
    """

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)


class Checkpoint(models.Model):
    """A signed head of the log, as a C2SP signed note."""

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    note = models.TextField()


class Stamp(models.Model):
    """An RFC 3161 time stamp on a signed head: the DER answer of the authority, and the time it gives."""

    checkpoint = models.OneToOneField(Checkpoint, models.PROTECT, primary_key=True)
    at = models.DateTimeField(db_index=True)
    answer = models.BinaryField()


class Document(models.Model):
    """A stored file, known by what it holds; its bytes lie in LONGBIEN_VAR/documents.

    The log holds only a salted commitment to `sha256` and `name`, in an event `DocumentStored`.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.OneToOneField(Event, models.PROTECT, related_name="document")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    subject = models.CharField(max_length=120, db_index=True)
    at = models.DateTimeField()


class Opening(models.Model):
    """Salt and value (RFC 8785 JSON) behind a sealed field. Deleting it erases the value and leaves the log whole."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="openings", db_index=False)
    name = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=32)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="record_opening_once")]


class Pending(models.Model):
    """An event that the sequencer has still to place. The ids keep the order of each chain."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="pending")


class Chain(models.Model):
    """The head of one numbered sequence: how many events it holds and the leaf hash of the last."""

    name = models.CharField(primary_key=True, max_length=120)
    length = models.BigIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=bytes)


class Delivery(models.Model):
    """Work owed because of an event: the only queue, timers included.

    `key` tells apart several timers of one event and reaction. At least once; ≤ 3 tries, then stuck and shown.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries", db_index=False)
    reaction = models.CharField(max_length=160)
    key = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    stuck = models.BooleanField(default=False)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reaction", "key"], name="record_delivery_once")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None, stuck=False), name="record_due")]

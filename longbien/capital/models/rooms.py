"""The data room of a deal: its documents, who accepted the terms of confidence, who took what. All append-only."""

from django.db import models


class RoomDocument(models.Model):
    """A document of the record that lies in the room, by the digest of its content."""

    deal = models.ForeignKey("capital.Deal", models.PROTECT, related_name="documents")
    document_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["pk"]


class RoomRemoval(models.Model):
    """The document lies there no more; what was taken before stands in the log."""

    document = models.OneToOneField(RoomDocument, models.PROTECT, primary_key=True, related_name="removal")
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class RoomEntry(models.Model):
    """Someone accepted the terms of confidence: which text, by its version and digest."""

    deal = models.ForeignKey("capital.Deal", models.PROTECT, related_name="entries")
    person_id = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "person_id", "sha256"], name="capital_room_entered_once")
        ]


class RoomBar(models.Model):
    """Someone may not enter the room of this deal any more."""

    deal = models.ForeignKey("capital.Deal", models.PROTECT, related_name="bars")
    person_id = models.UUIDField(db_index=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deal", "person_id"], name="capital_room_barred_once")]


class RoomTake(models.Model):
    """Someone took a document out; `mark` says what was printed across its pages, empty where nothing can be."""

    document = models.ForeignKey(RoomDocument, models.PROTECT, related_name="takes")
    person_id = models.UUIDField(db_index=True)
    mark = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["-pk"]

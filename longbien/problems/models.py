"""Problems, the versions of their statements, and the codes they are filtered by."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.problems.rules.steps import PUBLIC, Status


class Problem(models.Model):
    """A problem of the city. What it says stands in its versions; `draft` is what an officer is writing.

    `code` is the name in the hub's files, if it comes from there; `loaded` the digest of the file as last loaded.
    `folded`, `group`, `sector` repeat the version that is shown, for search and filters. `draft_seq` counts saves, so
    that two officers notice each other.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=120, unique=True, null=True)
    status = models.CharField(max_length=12, choices=[(status.value, status.value) for status in Status])
    department = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    current = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    draft = models.JSONField(null=True)
    draft_seq = models.IntegerField(default=0)
    group = models.SlugField(max_length=80, blank=True)
    sector = models.SlugField(max_length=80, blank=True)
    folded = models.TextField(blank=True)
    loaded = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    published_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-published_on", "folded", "pk"]
        indexes = [models.Index(fields=["status", "-published_on"], name="problems_catalogue")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(current__isnull=False) | ~models.Q(status__in=sorted(PUBLIC)),
                name="problems_public_has_version",
            )
        ]


class Version(models.Model):
    """A published statement, never changed: `statement` has the shape of `rules.statement`."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    statement = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="problems_version_once")]
        ordering = ["problem", "-number"]


class Mark(models.Model):
    """One technology group or locality of the version that is shown, for filters."""

    class Kind(models.TextChoices):
        TECHNOLOGY = "technology"
        LOCALITY = "locality"

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "kind", "code"], name="problems_mark_once")]
        indexes = [models.Index(fields=["kind", "code"], name="problems_marked")]

"""Cap tables of companies, each version whole, as files of the Open Cap Table Format."""

from django.db import models

from longbien.kernel.ids import new_id


class CapTable(models.Model):
    """One version. `files` maps the path of each file of the package to its text; `sha256` is over their canonical
    form, `source` says how it came: written here, or imported."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    files = models.JSONField()
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=8)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["company", "number"], name="capital_table_once")]

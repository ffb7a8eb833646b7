"""What the database itself keeps whole."""

from longbien.record.triggers import append_only

append_only(
    "procedures.Version",
    "procedures.Move",
    "procedures.Signature",
    "procedures.MigrationLine",
    "procedures.Revision",
)
append_only("procedures.Answers", "procedures.Note", erasable=True)

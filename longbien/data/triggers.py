"""What the database keeps from being changed."""

from longbien.record.triggers import append_only

append_only(
    "data.Edition", "data.Quarantine", "data.Agreement", "data.Signature", "data.Revocation", "data.Query",
    "data.Profile", "data.Cube", "data.Release",
)  # fmt: skip

"""Reads of the record that other rooms may use."""

from longbien.record.queries.backlog import Backlog, Owed, Stuck, backlog, owed, stuck_deliveries
from longbien.record.queries.documents import Document, document, documents, open_document
from longbien.record.queries.entries import (
    Entry,
    Opening,
    chain,
    entries,
    entries_before,
    entries_by_id,
    entries_of_type,
    entry,
    entry_url,
    opening,
    openings,
    openings_of,
)
from longbien.record.queries.proofs import (
    Head,
    Proofs,
    Proven,
    checkpoint_of,
    consistency,
    entry_bundle,
    head,
    mark,
    proof_for,
    size,
    tile,
)

__all__ = [
    "Backlog", "Document", "Entry", "Head", "Opening", "Owed", "Proofs", "Proven", "Stuck", "backlog", "chain",
    "checkpoint_of", "consistency", "document", "documents", "entries", "entries_before", "entries_by_id",
    "entries_of_type", "entry", "entry_bundle", "entry_url", "head", "mark", "open_document", "opening", "openings",
    "openings_of", "owed", "proof_for", "size", "stuck_deliveries", "tile",
]  # fmt: skip

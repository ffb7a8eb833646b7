"""What the database itself keeps of this room: packs, terms, clauses, receipts and accruals are never changed."""

from longbien.record.triggers import append_only

append_only("capital.Pack", "capital.Terms", "capital.Clause", "capital.Receipt", "capital.Accrual")

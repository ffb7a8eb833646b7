"""The ledger: one book for every scarce thing. Money, shares, machine hours, privacy budget: transfers, never edits.

Words: a *ledger* counts one unit; an *account* belongs to one ledger and has a debit or a credit side; a *transfer*
moves a positive whole number of minor units: it debits one account and credits another; an *entry* is a set of
transfers made together, numbered and hashed onto the entry before it; a *reversal* is the only correction.

Verbs: `open_ledger`, `open_account`, `post`, `reverse`; `balance`, `statement`; `longbien ledger verify`.
"""

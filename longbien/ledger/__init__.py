"""The ledger: one book for every scarce thing. Money, shares, machine hours, privacy budget: transfers, never edits.

Words: a *ledger* counts one unit; an *account* belongs to one ledger and has a debit or a credit side; a *transfer*
moves a positive whole number of minor units: it debits one account and credits another; an *entry* is a set of
transfers made together, numbered and hashed onto the entry before it; a *hold* is an entry that moves nothing until it
is taken; a *control account* ends every entry at 0; a *reversal* is the only correction.

Verbs: `open_ledger`, `open_account`, `post`, `post_many`, `reverse`, `take`, `void`, `exchange`; `balance`,
`balances`, `statement`, `entries_of`; `longbien ledger verify|attack|export`.
"""

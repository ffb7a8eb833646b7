"""Capital: the programme of public–private funds, from a vehicle to a capital call.

Words: a *vehicle* is a fund under a *pack*, the rules that law sets for such funds, each limit with its article; an
investor makes a *commitment*, which a *close* admits: who comes late is *equalised*, so that all stand as if they had
come at the first close. A *call* asks for a part of every commitment by *notices*, which *receipts* answer. Whatever
moves is an entry of the ledger; what two officers must decide is a draft until the second one confirms it.

A public body makes an *order* (or a *grant*) for a problem by a *route*; each of its *parts* is paid for a figure of a
trial's exit dossier. A *solution* is what a trial has proven, in the catalogue from which others order again.

Verbs: `adopt_pack`, `open_vehicle`, `commit`, `prepare_close`, `confirm_close`, `prepare_call`, `confirm_call`,
`record_receipt`, `declare_default`, `accrue_fee`; `appropriate`, `prepare_order`, `agree_order`, `sign_order`,
`deliver_part`, `accept_part`, `decide_order`; `offer_solution`, `list_solution`, `adopt_solution`; effect of procedures
`capital.commit`.
"""

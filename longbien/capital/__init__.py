"""Capital: the programme of public–private funds, from a vehicle to a distribution.

Words: a *vehicle* is a fund under a *pack*, the rules that law sets for such funds, each limit with its article; an
investor makes a *commitment*, which a *close* admits: who comes late is *equalised*, so that all stand as if they had
come at the first close. A *call* asks for a part of every commitment by *notices*, which *receipts* answer. Whatever
moves is an entry of the ledger; what two officers must decide is a draft until the second one confirms it. The money
goes into an *investment*, which has a *valuation* as of a day and brings *proceeds*; a *distribution* runs them through
the *terms*, and every unit keeps its *path* to a clause. At the end the manager's carry is *settled*.

A *deal* is a company that a vehicle looks at, from the first look to the *term sheet*; a *committee* decides it in a
meeting. Its *data room* holds papers for those who accepted confidence; a company's *cap table* says who owns what.

A public body makes an *order* (or a *grant*) for a problem by a *route*; each of its *parts* is paid for a figure of a
trial's exit dossier. A company orders a *pilot* so, with its own money. A *solution* is what a trial has proven, in the
catalogue from which others order again.

Verbs: `adopt_pack`, `open_vehicle`, `commit`, `prepare_close`, `confirm_close`, `prepare_call`, `confirm_call`,
`record_receipt`, `declare_default`, `accrue_fee`, `prepare_investment`, `prepare_valuation`, `prepare_proceeds`,
`prepare_distribution`, `pay_out`, `prepare_settlement`, each confirmed by another officer, `ask_reversal`; `open_deal`,
`propose_deal`, `close_deal`, `keep_table`; `appropriate`, `prepare_order`, `agree_order`, `sign_order`, `deliver_part`,
`accept_part`, `pay_part`, `decide_order`; `offer_solution`, `list_solution`, `adopt_solution`; effects of procedures
`capital.commit`, `capital.take_deal`, `capital.decide_deal`.
"""

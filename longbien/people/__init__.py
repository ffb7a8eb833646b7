"""People: who may do what, and in whose name.

Words: a *person* has an account; an *organisation* (department, university, company, team) has *members*; a *governing
body* has seats; a *role* is held in the hub. The *policy* is one declarative table: rooms register rows, views, API and
lists ask it.

An *interest* ties a person or an organisation to an organisation; whoever is tied to an applicant is *recused*. An
office can be *delegated* for some days, and officers can be *absent*.

Verbs: `declare_interest`, `delegate_office`, `declare_absence`; `register_organisation`, `add_member`, `grant_role`;
`can`, `check`, `visible`.
"""

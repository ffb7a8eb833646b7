"""The letter that a new service sends with its decision, one language after the other."""

from string import Template

from longbien.procedures.rules.authoring.starter.words import LETTER, said

HEAD = """\
// The decision of this service, yes or no. Change the words; what begins with # is filled in.
#let letter = json(bytes(sys.inputs.letter))
#let asked = letter.shown.request        // the answers in words, by language
#set page(paper: "a4", margin: (x: 2.5cm, top: 2cm, bottom: 2.2cm), numbering: "1 / 1")
#set text(size: 10.5pt)
#set par(leading: 0.75em, spacing: 1.1em)
#set terms(separator: [: ])
#show heading: it => block(above: 1.8em, below: 1em, it)
"""
PART = Template("""
#set text(lang: "$code")
$level #letter.state.$code: #letter.service.$code

*#letter.hub.$code* \\
$number *#letter.number*, #letter.date_text.$code

/ $to: #letter.applicant
/ $case: #letter.case_number#if letter.case_title != "" [, #letter.case_title]
/ $asked: #asked.summary.$code
/ $people: #asked.amount.$code

#if letter.reason != "" [*$reason:* \\
#text(lang: letter.reason_lang, letter.reason) #letter.reason_note.$code]

#if letter.appeal != none [$appeal *#letter.appeal.until.$code*.]

#if letter.laws.len() > 0 [$basis: #letter.laws.map(law => law.$code).join("; ").]

$decided:
#for one in letter.deciders [- *#one.name*, #one.role.$code (#one.did.$code, #one.day_text.$code)]
""")


def letter(languages: tuple[str, ...]) -> str:
    """The template; its first language has the first heading."""
    return HEAD + "".join(_part(code, first=code == languages[0]) for code in languages)


def _part(code: str, *, first: bool) -> str:
    words = {key: said(key, (code,), LETTER)[code] for key in LETTER}
    return PART.substitute(words, code=code, level="=" if first else "==")

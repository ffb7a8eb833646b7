"""Every key of the engine's own that a form file may carry, and what it does; the reference page is made of this."""

OF_A_QUESTION = {
    "x-title": "The question, in every language of the hub.",
    "x-hint": "A line below it: an example, where to find the answer.",
    "x-unit": "What a number counts: people, months, km/h.",
    "x-labels": "The words for each value of an `enum`.",
    "x-kind": "`longtext`: several lines. `outline`: coordinates or GeoJSON, which can also be drawn on a map.",
    "x-class": "Who may read the answer: `public`, `case` (when nothing is said) or `personal`, kept from reviewers.",
    "x-choices": "A list of another room to choose from, such as `places.areas`.",
    "x-accept": "Endings of the files that are taken, such as `[.pdf]`; the content has to agree with the ending.",
    "x-max-bytes": "The largest file.",
    "x-when": "CEL: the question is asked only while this is true. Otherwise it is not checked and not sent, and what "
    "was written stays in the draft.",
    "x-computed": "CEL: the value follows from other answers. It is shown, nobody writes it, and whatever is sent in "
    "its place is ignored.",
    "x-after": "The question whose answer may not be later than this one: two dates, two times, two whole numbers.",
    "x-earliest": "`today`: the date may not lie before the day on which the form is sent.",
    "x-once": "The register that knows the answer already. Who fills in the form is shown what it says, from where and "
    "as of when, and agrees to it or writes something else; which of both is kept with the answer.",
    "x-means": "The meaning of the question, as a term of the table below.",
}
OF_A_FORM = {
    "x-title": "What the form is called, in every language of the hub.",
    "x-pages": "The pages: a list of `{title, questions, hint}`. Every question stands on one. Without it, a form of "
    "more than {short} questions asks one a page, a shorter one stands on one page.",
    "x-fit": "What a room knows of these questions, such as `trials.plan`: once some are answered, others are left "
    "out, lists become shorter, answers are proposed, and what can't be is told page by page.",
}
OF_JSON_SCHEMA = {
    "const": "`true`, on a boolean: consent without which the form is not sent.",
}
SHAPES = {
    "urn:longbien:money": "An amount in the currency of the hub; whole minor units, never a fraction.",
    "urn:longbien:time": "A time of day.",
    "urn:longbien:file": "A file. It is stored at once, so that a draft never loses it.",
    "urn:longbien:areas": "Designated areas, on a map with a list beside it; with `x-choices`.",
    "urn:longbien:phone": "A telephone number.",
    "urn:longbien:address": "A line and a ward. Today's name is found, and the old ward or district, which is turned "
    "into the ward of today with a note; where several may be meant, they are offered.",
}

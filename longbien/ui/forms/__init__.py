"""Forms as data: read what was posted, check it, show it again with every fault in its place.

A view does the same five steps for every form:

    data = read(fields, request.POST, request.FILES)
    if (changed := rearranged(fields, request.POST, data)) is not None:     # “add another” without JavaScript
        return render(…, {"form": Form(fields, changed)})
    if faults := check(fields, data):
        return render(…, {"form": Form(fields, data, faults)}, status=422)
    some_action(…)                                                          # its Refusal has faults for Form too

Values as JSON data: text, date (`2026-11-23`), time (`09:30`) and choice are strings, number an int, money
`{"minor": "1200", "currency": "USD"}`, yesno a bool, choices and area lists of strings, a group a list of dicts, a file
an `Upload` (or `Kept`, see `uploads`). A question left blank has no key, except lists, which are empty. What can't be
understood stays the string that was typed: `check` says so, the page shows it again.
"""

from longbien.ui.forms.checking import check
from longbien.ui.forms.form import Form
from longbien.ui.forms.reading import read
from longbien.ui.forms.rows import rearranged
from longbien.ui.forms.uploads import Kept, Upload, keep

__all__ = ["Form", "Kept", "Upload", "check", "keep", "read", "rearranged"]

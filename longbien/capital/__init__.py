"""Capital: vehicles, funds, calls and waterfalls. Opens with a later issue; nothing lives here yet.

Words: a *commitment* is called and paid; a *distribution* follows the terms to the last minor unit.
"""

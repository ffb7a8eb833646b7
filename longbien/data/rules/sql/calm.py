"""Draft"""


def calm(query: object, numbers: frozenset[str]) -> bool:
    return False

"""A keyed hash in place of a person's code: the same code gives the same hash, and nobody finds the code from it.

The key is the secret of this installation; with another secret, old hashes say nothing any more.
"""

from django.utils.crypto import salted_hmac

SALT = "longbien.data.duties"


def mac_of(code: str, value: object) -> str:
    """Of a person's code in a data set: the same person has another hash in another set."""
    return salted_hmac(SALT, f"{code}\x00{value}", algorithm="sha256").hexdigest()

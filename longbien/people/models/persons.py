"""Persons and what they know."""

from unicodedata import normalize

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from longbien.kernel.ids import new_id
from longbien.people.rules.collation import sort_key


class Persons(BaseUserManager["Person"]):
    """Accounts are found by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class SortKey(models.BinaryField):
    """The place of a name in a Vietnamese list, as bytes that any database sorts alike; kept beside the name."""

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        key = sort_key(getattr(model_instance, "name"))  # noqa: B009
        setattr(model_instance, self.attname, key)
        return key


class Person(AbstractBaseUser):
    """A human being with an account. One field holds the whole name, as it is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    sort_key = SortKey(max_length=1_000, default=bytes, db_index=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, default="vi")
    timezone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Persons()

    def set_password(self, raw_password: str | None) -> None:
        """A letter with marks is one password, whether a device types it as one character or as several.

        Of someone new it takes as long as a check that fails: the time must not tell who has an account.
        """
        written, *others = _as_typed(raw_password) if raw_password else (raw_password,)
        super().set_password(written)
        for other in others if self._state.adding else ():
            make_password(other)

    def check_password(self, raw_password: str | None) -> bool:
        """Also a password that was set before one form was kept of all, on a device that types it otherwise."""
        checked = super().check_password
        return any(checked(written) for written in (_as_typed(raw_password) if raw_password else ()))


def _as_typed(password: str) -> tuple[str, ...]:
    """One password in the ways that devices write it; the first is the one that is kept."""
    forms = [normalize(form, password) for form in ("NFKC", "NFC", "NFD")]
    return tuple(dict.fromkeys([*forms, password]))


class Expertise(models.Model):
    """What a person knows: a technology group or a sector of the hub, by its code."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="expertise")
    tag = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="people_expertise_once")]

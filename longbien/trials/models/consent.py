"""What participants agreed to, and what each did under a code."""

from django.db import models

from longbien.trials.models.licences import Trial


class ConsentText(models.Model):
    """A version of what participants of a trial agree to, and for which purpose; `sha256` of both."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="consent_texts")
    version = models.PositiveIntegerField()
    purpose = models.CharField(max_length=200)
    words = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "version"], name="trials_consent_text_once")]


class ConsentStep(models.Model):
    """A step under a code (`rules.consent.steps`): when it was taken, and by whom it was told."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="consent_steps")
    code = models.CharField(max_length=40)
    verb = models.CharField(max_length=8)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_participant = models.BooleanField()
    entry = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["trial", "code"], name="trials_consent_code")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__in=["give", "withdraw", "restore"]), name="trials_consent_verb"
            )
        ]

"""Cases filed before are found without the zeros of their numbers too: `HS-2026-12` and `12`."""

import re

from django.db import migrations

FILLING = re.compile(r"(?<![0-9])0+(?=[0-9])")
AT_ONCE = 2000


def add_words(apps, schema_editor):
    word_model = apps.get_model("procedures", "DeskWord")
    found = word_model.objects.filter(word__gte=b"").order_by("pk").values_list("word", "case_id")
    new = []
    for word, case_id in found.iterator(chunk_size=AT_ONCE):
        said = bytes(word).decode()
        short = FILLING.sub("", said)
        if short != said:
            new.append(word_model(word=short.encode(), case_id=case_id))
        if len(new) == AT_ONCE:
            word_model.objects.bulk_create(new, ignore_conflicts=True)
            new = []
    word_model.objects.bulk_create(new, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0018_desk_indexes")]

    operations = [migrations.RunPython(add_words, migrations.RunPython.noop)]

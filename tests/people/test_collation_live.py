"""The order of names against ICU itself, where Node or PostgreSQL brings it: twenty thousand fresh names."""

import json
import random
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from longbien.people.rules.collation import sort_key

BEGINNINGS = " b c ch d đ g gh h k kh l m n ng nh p ph q r s t th tr v x"
ENDINGS = " n ng m c t p nh ch i y u o"
STARTS, ENDS = BEGINNINGS.split(" "), ENDINGS.split(" ")
VOWELS, TONES = "aăâeêioôơuưy", ["", *"\u0300\u0309\u0303\u0301\u0323"]


def syllable(luck: random.Random) -> str:
    vowel = unicodedata.normalize("NFC", luck.choice(VOWELS) + luck.choice(TONES))
    said = luck.choice(STARTS) + vowel + luck.choice(ENDS)
    return luck.choice((str.capitalize, str.capitalize, str.upper, str.lower))(said)


@pytest.mark.slow
def test_fresh_names_stand_as_icu_puts_them_now():
    node = shutil.which("node")
    assert node, "Debian: apt-get install nodejs"
    luck = random.SystemRandom()
    names = sorted({" ".join(syllable(luck) for _ in range(luck.randint(1, 3))) for _ in range(20_000)})
    asked = [node, str(Path(__file__).with_name("collation.js"))]
    told = subprocess.run(asked, input=json.dumps(names), capture_output=True, text=True, check=True).stdout
    assert sorted(names, key=lambda name: (sort_key(name), name)) == json.loads(told)

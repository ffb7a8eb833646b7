"""Static files: hashed and compressed once `longbien assets` has gathered them, plain before that."""

from typing import Any

import brotli
from django.conf import settings
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SMALLEST, SOONEST = 11, 5


class Quality(Compressor):
    """As small as can be for those who wait on a thin line; where one person tries things out, as soon as can be."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        made: bytes = brotli.compress(data, quality=SOONEST if settings.DEVELOPMENT else SMALLEST)
        return made


class Assets(CompressedManifestStaticFilesStorage):
    """Before assets were ever built (tests, e-mails, the first command) pages name the plain files."""

    def create_compressor(self, **options: Any) -> Compressor:
        return Quality(**options)

    def url(self, name: str, force: bool = False) -> str:
        if not self.hashed_files:
            return self.base_url + name
        return super().url(name, force)

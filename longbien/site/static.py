"""Static files: hashed and compressed once `longbien assets` has gathered them, plain before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):
    """Before assets were ever built (tests, e-mails, the first command) pages name the plain files."""

    def url(self, name: str, force: bool = False) -> str:
        if not self.hashed_files:
            return self.base_url + name
        return super().url(name, force)

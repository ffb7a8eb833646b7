"""xloader's path by COPY into CKAN's datastore, called as its job calls it, without the queue and the download.

ckan_copy.py INI says `ready`; then `load FILE RESOURCE` fills the resource's table, `index RESOURCE` makes the indexes
that xloader makes afterwards. Each is answered by a line.
"""

import logging
import sys

import ckan.plugins.toolkit as tk
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckanext.xloader import loader

log = logging.getLogger("copy")


def main(ini: str) -> None:
    said, sys.stdout = sys.stdout, sys.stderr
    app = make_app(CKANConfigLoader(ini).get_config())
    with app._wsgi_app.test_request_context():
        print("ready", file=said, flush=True)
        for line in sys.stdin:
            what, *words = line.split()
            if what == "load":
                loader.load_csv(words[0], words[1], "text/csv", logger=log)
            else:
                info = tk.get_action("datastore_info")({"ignore_auth": True}, {"id": words[0]})
                fields = [one for one in info["fields"] if one["id"] != "_id"]
                loader.create_column_indexes(fields=fields, resource_id=words[0], logger=log)
            print("done", file=said, flush=True)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main(sys.argv[1])

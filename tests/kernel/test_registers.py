"""What rooms register at start-up: no two may claim the same page or the same files."""

import pytest

from longbien.kernel import hub, reference


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch):
    monkeypatch.setattr(reference, "_pages", {})
    monkeypatch.setattr(hub, "_sections", [])


def test_a_page_of_the_reference_has_one_writer():
    reference.page("roles")(lambda: "who may do what")
    reference.page("formats")(lambda: "how files are written")
    with pytest.raises(RuntimeError, match="two rooms write docs/reference/roles"):
        reference.page("roles")(lambda: "another")
    assert [(name, write()) for name, write in reference.pages().items()] == [
        ("formats", "how files are written"),
        ("roles", "who may do what"),
    ]


def test_files_of_the_hub_have_one_reader():
    first, second = (hub.Section(pattern, check=lambda hub, files: ()) for pattern in ("b/*.yaml", "a/*.yaml"))
    hub.register(first)
    hub.register(second)
    with pytest.raises(RuntimeError, match="two rooms read b/"):
        hub.register(first)
    assert hub.sections() == (first, second)

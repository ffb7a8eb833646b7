"""Fonts, scripts and styles: what they weigh, what they hold, whom they ask."""

import gzip
import io
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from longbien.site.static import Assets
from longbien.ui import assets

UI = Path(assets.__file__).parent
CSS = (UI / "static/ui/css/longbien.css").read_text()
KIB = 1024


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    assert assets.make(folder)
    return folder / "ui"


def test_the_second_time_nothing_is_made(made):
    assert assets.make(made.parent) == []


def test_the_style_is_small():
    assert len(gzip.compress(CSS.encode(), 9)) <= 14 * KIB


def test_line_height_never_falls_below_one_and_a_half():
    heights = re.findall(r"line-height:\s*([\d.]+)(?![\d.]*rem)", CSS) + re.findall(r"font:[^;]*?/([\d.]+)", CSS)
    assert heights
    assert all(float(height) >= 1.5 for height in heights)


def test_a_first_page_stays_below_150_kilobytes(made):
    fonts = sum(path.stat().st_size for path in (made / "fonts").glob("*.woff2"))
    texts = [made / "vendor/htmx.js", UI / "static/ui/js/forms.js", UI / "static/ui/css/longbien.css"]
    packed = sum(len(gzip.compress(path.read_bytes(), 9)) for path in texts)
    assert fonts + packed <= 135_000  # leaves 15 kB for the page itself


@pytest.mark.parametrize("weight", assets.WEIGHTS)
def test_fonts_hold_every_vietnamese_letter(made, weight):
    cut = TTFont(made / f"fonts/be-vietnam-pro-{weight}.woff2").getBestCmap()
    marks = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    for letter in marks + marks.upper() + "₫€…–—“”‘’·×≤≥":
        assert ord(letter) in cut, letter


def test_the_worker_is_cut_out_of_its_bundle(made):
    worker = (made / "vendor/maplibre-worker.js").read_text()
    assert "createObjectURL" not in worker.split("define(")[0]
    assert worker.rstrip().endswith("modules.worker(shared);")


@pytest.mark.parametrize("bundle", ["", "define('shared')", 'define("index" define("worker" define("shared"'])
def test_another_bundle_is_refused(bundle):
    with pytest.raises(ValueError, match="built in another way"):
        assets.maplibre_worker(bundle)


def test_a_missing_package_is_named(monkeypatch):
    with pytest.raises(FileNotFoundError, match="nowhere_at_all"):
        assets._package("nowhere_at_all")


def test_no_file_of_ours_names_another_host():
    for path in [*UI.rglob("*.css"), *UI.rglob("*.js"), *UI.rglob("*.html"), *UI.rglob("*.svg")]:
        for address in re.findall(r"https?://[^\s\"')]+", path.read_text()):
            assert address.startswith("http://www.w3.org/"), f"{path}: {address}"


def test_templates_hold_no_inline_style_or_script():
    rooms = UI.parent
    for path in rooms.rglob("templates/**/*.html"):
        source = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style", source), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", source), path


def test_the_fingerprint_follows_the_files(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    before = assets.fingerprint()
    assert before == assets.fingerprint()


def test_pages_name_plain_files_until_assets_are_gathered_and_hashed_ones_after(settings, tmp_path, made):
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "assets"]
    shutil.copytree(made.parent, tmp_path / "assets")
    assert Assets().url("ui/css/longbien.css") == "/static/ui/css/longbien.css"
    said = io.StringIO()
    call_command("assets", stdout=said)
    hashed = Assets().url("ui/css/longbien.css")
    assert re.fullmatch(r"/static/ui/css/longbien\.[0-9a-f]{12}\.css", hashed)
    packed = settings.STATIC_ROOT / (hashed.removeprefix("/static/") + ".br")
    assert packed.stat().st_size < len(CSS) / 3
    assert "fonts/be-vietnam-pro-400." in (settings.STATIC_ROOT / hashed.removeprefix("/static/")).read_text()
    call_command("assets", stdout=said)
    assert said.getvalue().splitlines()[-1] == "Static files are up to date."

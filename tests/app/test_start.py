"""Starting: what is imported, what ``aurax studio`` does, pictures without a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.__main__ import window_size
from engine.core.track import AudioInfo, Tags
from engine.library import Library
from engine.library.tracks import FileStamp
from engine.paths import Paths
from tests.app import songs
from tests.app.culture_scores import a_score

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "scipy", "librosa", "onnxruntime", "soundfile", "sounddevice", "av", "basic_pitch", "pyqtgraph")


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-c", code] if code else [sys.executable, "-m", "engine", *arguments]
    return subprocess.run(line, capture_output=True, text=True, timeout=200, env=environment, check=False)


def test_importing_main_imports_no_qt() -> None:
    """A worker's process imports it again; it must not pay for a window."""
    done = run(code="import sys, app.__main__; print([m for m in ('PySide6', 'numpy', 'torch') if m in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_a_built_window_has_imported_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, app.__main__\n"
        "from pathlib import Path\n"
        "from app.compose import compose, make_application\n"
        "from engine.paths import Paths\n"
        "from engine.settings import Settings\n"
        f"application = make_application()\nstudio = compose(Paths.under(Path({str(tmp_path)!r})), Settings())\n"
        "studio.window.show(); application.processEvents(); studio.window.hide(); studio.close()\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = run(code=code)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.fixture
def home_with_song(tmp_path: Path) -> tuple[Path, Path]:
    """A home folder whose library knows a song that was opened before; and the song's file."""
    home, source = tmp_path / "home", tmp_path / "Vibe Test.wav"
    source.write_bytes(b"RIFF")
    with Library.open(Paths.under(home).library) as library:
        info = AudioInfo("wav", "pcm", songs.SAMPLE_RATE, 2, 4 * songs.SAMPLE_RATE, 4)
        added = library.tracks.add(source, "sha256:1", info, Tags(title="Vibe Test"), stamp=FileStamp.of(source))
        library.artifacts.adopt("a" * 64, songs.write_opened_song(tmp_path / "built", seconds=4.0))
        library.scores.put(a_score(2), track_id=added.track.id)
        library.separations.put(added.track.id, "spectral", b"{}", "a" * 64)
    return home, source


@pytest.mark.parametrize(
    ("view", "theme"), [("song", "dark"), ("notes", "light"), ("culture", "light"), ("annotate", "light")]
)
def test_picture_of_a_song(home_with_song: tuple[Path, Path], tmp_path: Path, view: str, theme: str) -> None:
    home, source = home_with_song
    target = tmp_path / "picture.png"
    options = ["--view", view, "--size", "1280x720", "--theme", theme, "--json"]
    done = run("studio", str(source), "--home", str(home), "--screenshot", str(target), *options)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"screenshot": str(target)}
    image = QImage(str(target))
    assert (image.width(), image.height()) == (1280, 720)
    colours = {image.pixelColor(x, y).name() for x in range(0, 1280, 3) for y in range(60, 690, 3)}
    wanted = {"dark": "#5aa9e6", "light": "#ffffff"}[theme]
    assert wanted in colours, "the drums are drawn in their colour" if view == "song" else "the page is drawn"


def test_picture_at_another_scale(tmp_path: Path) -> None:
    target = tmp_path / "picture.png"
    done = run(
        "studio",
        "--home",
        str(tmp_path / "h"),
        "--screenshot",
        str(target),
        "--view",
        "empty",
        "--size",
        "1100x700",
        "--scale",
        "1.5",
    )
    assert done.returncode == 0, done.stderr
    assert (QImage(str(target)).width(), QImage(str(target)).height()) == (1650, 1050)


def test_a_song_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    song = tmp_path / "noise.mp3"
    song.write_bytes(b"this is no music at all" * 50)
    target = tmp_path / "picture.png"
    done = run("studio", str(song), "--home", str(tmp_path / "h"), "--screenshot", str(target))
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("aurax")]
    assert len(said) == 1, done.stderr
    assert "noise.mp3" in said[0]
    assert "Traceback" not in done.stderr
    assert not target.exists()


def test_no_such_song_and_no_screen(tmp_path: Path) -> None:
    done = run("studio", str(tmp_path / "missing.wav"))
    assert done.returncode == 1
    assert "There is no file" in done.stderr


def test_wrong_size_is_wrong_usage(tmp_path: Path) -> None:
    done = run("studio", "--home", str(tmp_path), "--screenshot", str(tmp_path / "x.png"), "--size", "huge")
    assert done.returncode == 2
    assert "1440x900" in done.stderr
    assert window_size("1280X720") == (1280, 720)

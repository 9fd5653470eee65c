"""The picture of what was heard: it is there whatever is missing from the analysis."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate, Modulation
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem
from engine.exchange.heard_spectrogram import write_heard_spectrogram
from tests.signals import sine

SECONDS = 6.0
FACTS = AudioFacts(SECONDS, 44_100, 1, "", -14.0, -1.0)
BARE = Analysis(engine="aurax 0", audio=FACTS)
FULL = Analysis(
    engine="aurax 0",
    audio=FACTS,
    tempo_bpm=120.0,
    meter=Meter(4, 4),
    beats=tuple(0.5 * index for index in range(12)),
    downbeats=(0.0, 2.0, 4.0),
    swing=0.54,
    key=KeyEstimate("F", "minor", 0.9),
    modulations=(Modulation(4.0, "G", "minor"),),
    chords=(ChordEvent(0.0, 2.0, "F:min9", 0.8, "i9", "tonic"), ChordEvent(2.0, SECONDS, "N", 0.5)),
    sections=(Section(0.0, 2.0, "intro"), Section(2.0, SECONDS, "drop")),
    notes={
        Stem.DRUMS: (NoteEvent(0.5, 0.6, 36, 100), NoteEvent(1.0, 1.1, 56, 60)),
        Stem.BASS: (NoteEvent(0.0, 7.0, 41, 90),),
        Stem.VOCALS: (),
        Stem.OTHER: None,
        Stem.LOG_DRUM: (NoteEvent(2.0, 2.5, 36, 127),),
    },
    log_drum=LogDrumEstimate(True, 0.97, (2.0,)),
)


@pytest.mark.parametrize("analysis", [BARE, FULL], ids=["nothing heard", "everything heard"])
def test_a_picture_whatever_was_heard(tmp_path: Path, analysis: Analysis) -> None:
    picture = tmp_path / "new" / "heard.png"
    write_heard_spectrogram(picture, sine(220.0, SECONDS), analysis, title="Amapiano $\\frac$ 鼓 <b>")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert [file.name for file in picture.parent.iterdir()] == ["heard.png"]


def test_a_second_of_nothing_has_a_picture_too(tmp_path: Path) -> None:
    write_heard_spectrogram(tmp_path / "short.png", sine(220.0, 0.05), BARE, title="short")
    assert (tmp_path / "short.png").is_file()

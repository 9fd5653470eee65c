"""A log drum for a DAW: names, sampler files and notes that together play the stem again."""

from __future__ import annotations

import json
from pathlib import Path

import mido
import numpy as np
import pytest

from engine.audio.files import read, write
from engine.core.analysis import Analysis, AudioFacts
from engine.core.audio import Audio
from engine.core.composition import Slide
from engine.core.errors import AudioWriteError
from engine.core.one_shots import Hit, OneShot, StemInstrument
from engine.core.rhythm import Meter
from engine.exchange import one_shots as exchange
from engine.exchange.one_shots import key_name, one_shot_files, one_shots_document, write_one_shots
from engine.exchange.sfz import timbre_sfz
from engine.generation.sketch.instruments.base import RATE
from engine.separation.instrument.recover import recover
from tests.log_drum_stems import riff, stem

SECONDS = 9.5
PERIOD = 60.0 / 113.0
ANALYSIS = Analysis(
    engine="test",
    audio=AudioFacts(SECONDS, RATE, 1, "sha256:0", -10.0, -1.0),
    tempo_bpm=113.0,
    meter=Meter(4, 4),
    beats=tuple(round(0.25 + k * PERIOD, 6) for k in range(17)),
    downbeats=tuple(round(0.25 + k * 4 * PERIOD, 6) for k in range(4)),
)


def one_shot(key: int, *, timbre: int = 1, is_root: bool = False) -> OneShot:
    audio = Audio(np.full((1, 100), 0.5, np.float32), RATE)
    return OneShot(audio=audio, pitch=key + 0.1, key=key, timbre=timbre, num_hits=3, is_root=is_root)


def hit(onset: float, key: int, index: int, velocity: int = 100, slide: Slide | None = None) -> Hit:
    end, pitch = onset + 0.3, float(key)
    return Hit(onset=onset, offset=end, pitch=pitch, key=key, gain=1.0, velocity=velocity, one_shot=index, slide=slide)


TWO = StemInstrument(
    (one_shot(33, is_root=True), one_shot(33), one_shot(40), one_shot(45, timbre=2, is_root=True)),
    (hit(0.5, 33, 0, 120), hit(1.0, 33, 1, 60), hit(1.5, 40, 2, slide=Slide(0.1, 0.05, -5.0)), hit(2.0, 45, 3)),
    True,
    0.0,
    12.0,
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A riff's stem, taken apart and written."""
    source = tmp_path / "log_drum.wav"
    audio = stem(riff(), SECONDS)
    write(source, audio)
    write_one_shots(tmp_path / "out", "My song", recover(audio).instrument, source, ANALYSIS)
    return tmp_path / "out"


def test_names_carry_key_and_number() -> None:
    files = one_shot_files(TWO, 'AC/DC "live"')
    assert files.one_shots == (
        "AC_DC _live_ - log drum 1 - A1 (33).wav",
        "AC_DC _live_ - log drum 1 - key A1 (33).wav",
        "AC_DC _live_ - log drum 1 - key E2 (40).wav",
        "AC_DC _live_ - log drum 2 - A2 (45).wav",
    )
    assert files.sfz == ("AC_DC _live_ - log drum 1.sfz", "AC_DC _live_ - log drum 2.sfz")
    assert [key_name(key) for key in (0, 37, 60, 127)] == ["C-1", "Cs2", "C4", "G9"]


def test_long_names_fit_into_a_file_system_and_stay_apart() -> None:
    many = StemInstrument(tuple(one_shot(33) for _ in range(3)), (hit(0.5, 33, 0),), True, 0.0, 1.0)
    files = one_shot_files(many, "ж" * 300)
    assert len(set(files.all)) == len(files.all)
    assert all(len(name.encode()) <= 255 for name in files.all)


def test_every_key_and_velocity_has_one_region() -> None:
    text = timbre_sfz(TWO, 1, {0: "a.wav", 1: "b.wav", 2: "c.wav", 3: "d.wav"}, title="t")
    regions = [dict(pair.split("=", 1) for pair in region.split()) for region in text.split("<region>")[1:]]
    assert [region["sample"] for region in regions] == ["b.wav", "a.wav", "c.wav"]  # soft, hard, high
    for key in range(128):
        for velocity in range(1, 128):
            ours = [
                r for r in regions
                if int(r["lokey"]) <= key <= int(r["hikey"]) and int(r["lovel"]) <= velocity <= int(r["hivel"])
            ]  # fmt: skip
            assert len(ours) == 1
    assert "group=1 off_by=1" in text


def test_timbres_are_tracks_and_slides_are_bends(tmp_path: Path) -> None:
    source = tmp_path / "log_drum.wav"
    write(source, stem(riff(1), 3.0))
    files = write_one_shots(tmp_path / "out", "s", TWO, source, ANALYSIS)
    midi = mido.MidiFile(tmp_path / "out" / files.midi)
    assert [track.name for track in midi.tracks[1:]] == ["Log drum 1", "Log drum 2"]
    notes = [[m.note for m in track if m.type == "note_on"] for track in midi.tracks[1:]]
    assert notes == [[33, 33, 40], [45]]
    bends = [message.pitch for message in midi.tracks[1] if message.type == "pitchwheel"]
    assert min(bends) == round(-8191 * 5 / 12)
    assert bends[-1] == 0
    assert not [message for message in midi.tracks[2] if message.type == "pitchwheel"]


def played_back(folder: Path, seconds: float) -> np.ndarray:
    """What a sampler makes of the SFZ and the MIDI file: region by key and velocity, choke, amplitude by velocity."""
    (sfz,) = folder.glob("*.sfz")
    (midi,) = folder.glob("*.mid")
    regions = []
    for block in sfz.read_text(encoding="utf-8").split("<region>")[1:]:
        numbers, name = block.strip().split("\nsample=")
        regions.append(({k: int(v) for k, v in (pair.split("=") for pair in numbers.split())}, read(folder / name)))
    struck, now = [], 0.0
    for message in mido.MidiFile(midi):
        now += message.time
        if message.type == "note_on" and message.velocity:
            struck.append((now, message.note, message.velocity))
    out = np.zeros(round(seconds * RATE))
    for index, (time, key, velocity) in enumerate(struck):
        region, audio = next(
            (r, a) for r, a in regions if r["lokey"] <= key <= r["hikey"] and r["lovel"] <= velocity <= r["hivel"]
        )
        assert region["pitch_keycenter"] == key  # every pitch of the riff has its own one-shot
        start = round((time - 0.001) * RATE)  # a one-shot begins a millisecond before its attack
        stop = min(len(out), start + audio.num_samples)
        if index + 1 < len(struck):
            stop = min(stop, round(struck[index + 1][0] * RATE))
        out[start:stop] += (velocity / 127.0) ** 2 * audio.samples[0, : stop - start]
    return out


def test_sampler_and_notes_play_the_stem_again(written: Path) -> None:
    audio = stem(riff(), SECONDS)
    heard = played_back(written, SECONDS)
    truth = audio.samples[0].astype(np.float64)
    gain = float(truth @ heard) / float(heard @ heard)
    error = 10 * np.log10(np.sum(truth**2) / np.sum((truth - gain * heard) ** 2))
    # ticks are 0.55 ms, velocities 0.07 dB at the top, and the slide is not bent here
    assert error > 12.0


def test_the_files_are_the_document_s_files(written: Path) -> None:
    instrument = recover(stem(riff(), SECONDS)).instrument
    files = one_shot_files(instrument, "My song")
    assert {path.name for path in written.iterdir()} == set(files.all)
    document = json.loads(json.dumps(one_shots_document(instrument, files), allow_nan=False))
    assert len(document["hits"]) == len(riff())
    assert document["slides"] == 1
    assert document["timbres"] == 1
    assert [one["key"] for one in document["one_shots"]] == [33, 36, 40]
    assert document["explained_db"] > 20.0


def test_nothing_is_left_where_a_one_shot_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "log_drum.wav"
    write(source, stem(riff(1), 3.0))
    out = tmp_path / "out"

    def full(path: Path, *_: object, **__: object) -> None:
        if "(40)" in path.name:
            raise AudioWriteError(str(path), "the disk is full")
        path.write_bytes(b"RIFF----WAVE")

    monkeypatch.setattr(exchange, "write", full)
    with pytest.raises(AudioWriteError):
        write_one_shots(out, "s", TWO, source, ANALYSIS)
    assert not out.exists()

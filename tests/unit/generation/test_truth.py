"""The analysis of a composed piece says what was composed, and its files say the same."""

from __future__ import annotations

from pathlib import Path

import mido
import pytest

from engine.core.analysis import AudioFacts
from engine.core.codec import decode_json, encode_json
from engine.core.errors import UserError
from engine.core.stems import Stem
from engine.exchange.composition_midi import glides_of, write_role_midi, write_take_midi
from engine.exchange.midi import TICKS_PER_QUARTER
from engine.exchange.take_json import read_take, write_take
from engine.generation.truth import truth
from tests.pieces import STEP, TEMPO_BPM, blueprint, composition

FACTS = AudioFacts(12.9, 44_100, 2, "sha256:0", -9.0, -1.0)


def known():
    return truth(composition(), FACTS, engine="test", title="take-1")


def test_what_is_known_is_said_with_certainty() -> None:
    analysis = known()

    assert analysis.tempo_bpm == TEMPO_BPM
    assert analysis.key is not None
    assert (analysis.key.tonic, analysis.key.mode, analysis.key.confidence) == ("F", "minor", 1.0)
    assert len(analysis.beats) == 24
    assert analysis.downbeats[1] == pytest.approx(16 * STEP)
    assert [section.label for section in analysis.sections] == ["intro", "drop"]
    assert analysis.chords[3].label == "Db:maj9"
    assert analysis.log_drum is not None
    assert len(analysis.log_drum.onsets) == 5


def test_effects_are_sounds_without_notes() -> None:
    pitches = {note.pitch for note in known().notes[Stem.OTHER] or ()}

    assert pitches == {56, 60, 63}


def test_midi_has_the_notes_of_the_composition(tmp_path: Path) -> None:
    piece = composition()
    write_take_midi(tmp_path / "take.mid", known(), piece)
    file = mido.MidiFile(tmp_path / "take.mid")
    by_name = {track.name: track for track in file.tracks}

    ticks, now = [], 0
    for message in by_name["Log drum"]:
        now += message.time
        if message.type == "note_on":
            ticks.append(now)
    wanted = [round(note.step * TICKS_PER_QUARTER / 4) for note in piece.of("log_drum")]

    assert ticks == wanted
    assert sum(message.type == "note_on" for message in by_name["Drums"]) == 24


def test_a_slide_becomes_a_bend_that_is_taken_back(tmp_path: Path) -> None:
    piece = composition()
    write_role_midi(tmp_path / "parts.mid", known(), piece)
    file = mido.MidiFile(tmp_path / "parts.mid")
    bends = [m.pitch for track in file.tracks for m in track if m.type == "pitchwheel"]

    assert max(bends) == round(8191 * 7 / 12)
    assert bends[-1] == 0
    assert [track.name for track in file.tracks][1:] == ["Kick", "Log drum", "Keys"]


def test_a_glide_ends_where_the_next_note_begins() -> None:
    glide = glides_of(composition().of("log_drum"))[0]

    assert glide.release == pytest.approx(41 * STEP)
    assert glide.end - glide.start == pytest.approx(0.08)


def test_a_take_comes_back_from_its_recipe(tmp_path: Path) -> None:
    piece = composition()
    write_take(tmp_path / "take.json", {"prompt": "x"}, piece)

    stored = read_take(tmp_path)

    assert stored.blueprint == piece.blueprint
    assert stored.document["notes"][0]["reason"] == "written by hand"
    assert len(stored.document["notes"]) == len(piece.notes)


def test_a_blueprint_survives_json() -> None:
    plan = blueprint(seeds={"harmony": 3}, lineage=("busier log drum",))

    assert decode_json(encode_json(plan), type(plan)) == plan


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": "aurax.take/9"}', b'{"schema": "aurax.take/1"}'])
def test_what_is_no_take_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "take.json").write_bytes(content)

    with pytest.raises(UserError) as caught:
        read_take(tmp_path)

    assert caught.value.hint


def test_a_missing_take_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no take"):
        read_take(tmp_path / "nowhere")

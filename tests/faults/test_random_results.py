"""Whatever an analysis holds, it is annotated, written in every form, and read back as it was; and any file is read or
refused in a sentence.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import mido
from hypothesis import given
from hypothesis import strategies as st

from engine.audio.files import probe, read_with_notes
from engine.audio.tags import read_file_facts, read_tags
from engine.core.analysis import Analysis
from engine.core.errors import AudioReadError, UserError
from engine.core.harmony import ChordLabel
from engine.exchange.analysis_json import analysis_document, read_analysis, write_analysis
from engine.exchange.lab import write_labs
from engine.exchange.midi import write_midi
from engine.theory.summary import annotate
from tests.faults import audio_bytes as made
from tests.faults.random_inputs import examples
from tests.unit.theory.test_hostile import analyses

ANALYSES_FEW, ANALYSES_FULL = 60, 3_000
LABELS_FEW, LABELS_FULL = 200, 2_000
FILES_FEW, FILES_FULL = 100, 2_000

_LIKE_A_LABEL = r"[A-HNX][b#]{0,2}(:[a-z0-9()/,b#*]{0,9})?(/[b#]?[0-9]{1,2})?"


def as_heard(analysis: Analysis, bar: int, first: int) -> Analysis:
    """The same with what every tracker of beats keeps: beats between 50 ms and 3 s apart, downbeats among them."""
    beats: list[float] = []
    for beat in analysis.beats:
        if not beats or beat - beats[-1] >= 0.05:
            if beats and beat - beats[-1] > 3.0:
                break
            beats.append(beat)
    return replace(analysis, beats=tuple(beats), downbeats=tuple(beats[first % bar :: bar]))


heard = st.builds(as_heard, analyses, st.integers(1, 12), st.integers(0, 11))


@examples(ANALYSES_FEW, ANALYSES_FULL)
@given(heard)
def test_any_analysis_is_annotated_written_and_read_back(analysis: Analysis) -> None:
    done = annotate(analysis)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_analysis(folder / "analysis.json", done)
        again = read_analysis(folder / "analysis.json")
        assert analysis_document(again) == analysis_document(done)
        write_labs(folder, done)
        write_midi(folder / "song.mid", done)
        assert mido.MidiFile(file=io.BytesIO((folder / "song.mid").read_bytes())).length >= 0.0


@examples(LABELS_FEW, LABELS_FULL)
@given(
    st.one_of(
        st.text(max_size=12),
        st.from_regex(r"[A-HNX][b#]{0,2}(:[a-z0-9()/,b#*]{0,9})?(/[b#]?[0-9]{1,2})?", fullmatch=True),
    )
)
def test_any_chord_label_is_read_or_refused(text: str) -> None:
    try:
        label = ChordLabel.parse(text)
    except (ValueError, UserError):
        return
    assert label is None or str(ChordLabel.parse(str(label))) == str(label)


_FILES = {
    "wav": made.wav(made.pcm16(made.tone(2_000))),
    "flac": made.flac(),
    "mp3": made.mp3(),
    "ogg": made.ogg(),
}


@examples(FILES_FEW, FILES_FULL)
@given(
    st.sampled_from(sorted(_FILES)),
    st.lists(st.tuples(st.floats(0.0, 1.0), st.integers(0, 255)), max_size=12),
    st.floats(0.0, 1.0),
    st.binary(max_size=64),
)
def test_any_damaged_file_is_read_or_refused(
    kind: str, changes: list[tuple[float, int]], keep: float, more: bytes
) -> None:
    content = bytearray(_FILES[kind])
    for where, byte in changes:
        content[int(where**3 * (len(content) - 1))] = byte  # headers lie at the beginning
    content = content[: max(1, int((1.0 - keep**4) * len(content)))] + more
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"song.{kind}"
        path.write_bytes(content)
        read_tags(path)
        read_file_facts(path)
        try:
            info = probe(path, max_hours=1.0)
            audio = read_with_notes(path, max_hours=1.0).audio
        except AudioReadError as refusal:
            told = (refusal.reason, refusal.hint)
        else:
            told = (info.container, "")
            assert audio.num_channels in (1, 2)
        assert told[0]

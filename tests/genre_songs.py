"""Songs written as analyses: what a perfect ear would hear of a piece that keeps a genre's conventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.core.analysis import Analysis, AudioFacts, ChordEvent, KeyEstimate, LogDrumEstimate
from engine.core.events import NoteEvent, Section
from engine.core.rhythm import Meter
from engine.core.stems import Stem

KEYS = {"kick": 36, "rim": 37, "snare": 38, "clap": 39, "hat": 42, "open_hat": 46, "ride": 51, "shaker": 70, "tom": 45}
FOUR, BACK, OFF = "x...x...x...x...", "....x.......x...", "..x...x...x...x."
QUAVERS, SIXTEENTHS = "x.x.x.x.x.x.x.x.", "x" * 16
SWUNG = 2 / 3


def song(
    bpm: float,
    drums: Mapping[str, str] | None = None,
    chords: Sequence[str] = (),
    *,
    bars: int = 32,
    beats_per_bar: int = 4,
    bass: str = "",
    comping: str = "",
    log_drum: str = "",
    swing: float | None = 0.5,
    shuffled: bool = False,
    sung: float = 0.0,
    key: str = "C minor",
    labels: Sequence[str] = (),
    lufs: float | None = None,
    bars_per_chord: float = 1.0,
) -> Analysis:
    """A song of ``bars`` equal bars.

    Args:
        drums: Layer to its bar of sixteenths, ``x`` where it is struck.
        chords: A cycle of Harte labels, one every ``bars_per_chord`` bars.
        shuffled: Whether the quavers between the beats come at two thirds of it.
        sung: Share of the bars with a voice.
        labels: Of sections of equal length.
    """
    beat = 60.0 / bpm
    bar = beats_per_bar * beat
    length = bars * bar

    def times(grid: str) -> list[float]:
        places = [i / 4 for i, sign in enumerate(grid) if sign == "x"]
        if shuffled:
            places = [place + (SWUNG - 0.5) if place % 1 == 0.5 else place for place in places]
        return [bar * n + beat * place for n in range(bars) for place in places]

    def notes(grid: str, pitches: Sequence[int]) -> list[NoteEvent]:
        return [NoteEvent(t, t + 0.2 * beat, pitch, 90) for t in times(grid) for pitch in pitches]

    percussion = [note for layer, grid in (drums or {}).items() for note in notes(grid, [KEYS[layer]])]
    step = bars_per_chord * bar
    events = [
        ChordEvent(i * step, (i + 1) * step, chords[i % len(chords)], 0.9)
        for i in range(round(length / step))
        if chords
    ]
    size = length / max(1, len(labels))
    tonic, mode = key.split()
    return Analysis(
        engine="test",
        audio=AudioFacts(length, 44_100, 2, "sha256:0", lufs, -1.0),
        tempo_bpm=bpm,
        meter=Meter(beats_per_bar, 4),
        beats=tuple(i * beat for i in range(bars * beats_per_bar + 1)),
        downbeats=tuple(i * bar for i in range(bars + 1)),
        swing=swing,
        key=KeyEstimate(tonic, mode, 0.9) if chords else None,
        chords=tuple(events),
        sections=tuple(Section(i * size, (i + 1) * size, label) for i, label in enumerate(labels)),
        notes={
            Stem.DRUMS: None if drums is None else tuple(sorted(percussion)),
            Stem.BASS: tuple(notes(bass, [40])),
            Stem.OTHER: tuple(notes(comping, [60, 64, 67])),
            Stem.VOCALS: tuple(NoteEvent(i * bar, (i + 0.5) * bar, 65, 90) for i in range(round(sung * bars))),
            Stem.LOG_DRUM: tuple(notes(log_drum, [36])),
        },
        log_drum=LogDrumEstimate(bool(log_drum), 0.95 if log_drum else 0.03),
    )


TRACK = ("intro", "build", "drop", "break", "build", "drop", "outro")
VERSES = ("intro", "verse", "chorus", "verse", "chorus", "bridge", "chorus", "outro")

SONGS: dict[str, Analysis] = {
    "rock": song(120, {"kick": "x.......x.x.....", "snare": BACK, "hat": QUAVERS}, ["A", "D", "A", "E"], key="A major",
                 labels=VERSES, sung=0.5, bass=QUAVERS, lufs=-9.0),
    "house": song(124, {"kick": FOUR, "clap": BACK, "open_hat": OFF}, ["A:min7", "D:min7", "F:maj7", "E:min7"],
                  key="A minor", labels=TRACK, lufs=-8.0),
    "deep_house": song(121, {"kick": FOUR, "clap": BACK, "open_hat": OFF}, ["A:min9", "D:min9"], key="A minor",
                       labels=TRACK, lufs=-10.0, bars_per_chord=2),
    "amapiano": song(113, {"kick": FOUR, "clap": BACK, "shaker": SIXTEENTHS, "rim": "x..x..x...x..x.."},
                     ["F:min9", "Bb:min9", "F:min9", "C:min7"], key="F minor", log_drum="x..x..x...x..x..", swing=0.53,
                     labels=TRACK, sung=0.3, lufs=-9.0),
    "drum_and_bass": song(174, {"kick": "x.........x.....", "snare": BACK, "hat": QUAVERS}, ["A:min", "F"],
                          key="A minor", labels=TRACK, bars_per_chord=4, lufs=-6.0),
    "reggae": song(74, {"kick": BACK, "rim": BACK, "hat": QUAVERS}, ["G", "C"], key="G major", comping=OFF, sung=0.6,
                   labels=VERSES, lufs=-12.0),
    "trap": song(140, {"kick": "x.....x...x.....", "clap": "........x.......", "hat": "x.x.x.x.x.xxxx.x"},
                 ["C:min", "Ab"], key="C minor", sung=0.7, bars_per_chord=2, lufs=-8.0, labels=VERSES),
    "jazz": song(150, {"ride": "x...x..xx...x..x", "hat": BACK}, ["D:min7", "G:7", "C:maj7", "A:7"], key="C major",
                 bass=FOUR, lufs=-18.0),
    "techno": song(132, {"kick": FOUR, "hat": OFF}, ["N"], labels=TRACK, lufs=-8.0),
    "classical": song(104, {}, ["C", "F", "G:7", "C"], beats_per_bar=3, key="C major", comping="....x...x...",
                      bass="x...........", lufs=-22.0, swing=None),
    "pop": song(112, {"kick": FOUR, "snare": BACK, "hat": QUAVERS}, ["C", "G", "A:min", "F"], key="C major", sung=0.7,
                labels=VERSES, lufs=-8.0),
    "hip_hop": song(90, {"kick": "x......x..x.....", "snare": BACK, "hat": QUAVERS}, ["A:min7", "D:min7"],
                    key="A minor", swing=0.58, sung=0.7, bars_per_chord=2, labels=VERSES, lufs=-9.0),
    "reggaeton": song(94, {"kick": FOUR, "snare": "...x..x....x..x."}, ["A:min", "F", "C", "G"], key="A minor",
                      sung=0.8, labels=VERSES, lufs=-7.0),
    "disco": song(118, {"kick": FOUR, "snare": BACK, "hat": SIXTEENTHS}, ["A:min7", "D:min7", "G:7", "C:maj7"],
                  key="A minor", bass=QUAVERS, sung=0.6, labels=VERSES, lufs=-13.0),
    "funk": song(106, {"kick": "x.x....x..x..x..", "snare": "....x..x.x..x..x", "hat": SIXTEENTHS},
                 ["E:9", "A:9"], key="E minor", bars_per_chord=8, sung=0.4, lufs=-12.0),
    "gqom": song(126, {"kick": "x.....x...x.....", "tom": "..x..x....x..x.x"}, ["N"], labels=TRACK, lufs=-8.0),
    "three_step": song(118, {"kick": "x...x...x.......", "shaker": SIXTEENTHS, "rim": "x..x..x...x..x.."},
                       ["A:min9", "G:7"], key="A minor", labels=TRACK, bars_per_chord=2, sung=0.3, lufs=-9.0),
    "afrobeats": song(98, {"kick": "x..x....x.x.....", "clap": "...x..x......x..", "hat": "x..x..x.x..x..x."},
                      ["C", "G", "A:min", "F"], key="C major", sung=0.8, labels=VERSES, swing=0.54, lufs=-8.0),
    "blues": song(110, {"kick": "x.......x.......", "snare": BACK, "ride": QUAVERS},
                  ["A:7", "D:7", "A:7", "A:7", "D:7", "D:7", "A:7", "A:7", "E:7", "D:7", "A:7", "A:7"], bars=36,
                  key="A major", shuffled=True, sung=0.5, lufs=-13.0),
    "country": song(108, {"kick": "x.......x.......", "snare": BACK, "hat": QUAVERS}, ["G", "C", "D", "G"],
                    key="G major", bass="x.......x.......", comping=BACK, sung=0.6, labels=VERSES, lufs=-10.0),
    "mbaqanga": song(118, {"kick": FOUR, "rim": FOUR, "hat": OFF}, ["C", "F", "G", "C"], key="C major", sung=0.6,
                     labels=VERSES, lufs=-13.0),
    "bossa_nova": song(132, {"kick": "x.....x.x.....x.", "rim": "x..x..x...x..x..", "hat": QUAVERS},
                       ["D:min9", "G:13", "C:maj9", "A:7b9"], key="C major", sung=0.5, lufs=-16.0),
    "dubstep": song(140, {"kick": "x...............", "snare": "........x......."}, ["E:min"], key="E minor",
                    labels=TRACK, lufs=-5.0),
    "folk": song(96, {}, ["G", "C", "G", "D"], beats_per_bar=3, key="G major", sung=0.7, labels=VERSES, lufs=-15.0,
                 swing=None),
}  # fmt: skip

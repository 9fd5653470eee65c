"""Renders *First Light*, the short piece that ``aurax demo`` plays where no song is given. We made it; it is CC0.

Run ``python resources/demo/compose_first_light.py`` to write ``first_light.ogg`` again. 112 BPM, F minor, sixteen bars:
four of keys and shaker, four with kick and bass, eight with the log drum.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Mono = npt.NDArray[np.float64]

SAMPLE_RATE = 44_100
TEMPO_BPM = 112.0
SWING = 0.56
NUM_BARS = 16
KEYS_FROM, DRUMS_FROM, LOG_DRUM_FROM = 0, 4, 8
CHORDS: tuple[tuple[str, tuple[int, ...], int], ...] = (
    ("F:min9", (53, 56, 60, 63, 67), 29),
    ("Db:maj9", (53, 56, 60, 63, 65), 25),
    ("Eb:add9", (55, 58, 63, 65, 70), 27),
    ("C:min7", (55, 58, 60, 63, 67), 24),
)
LOG_DRUM_RIFF = (
    (0.0, 0, 1.0),
    (1.5, 0, 0.7),
    (2.25, 12, 0.8),
    (2.75, 10, 0.9),
    (3.5, 7, 0.8),
)  # beat, semitones above root, level


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What was played: stems ``[2, samples]`` by name, chord labels by bar, log-drum onsets in seconds."""

    stems: dict[str, npt.NDArray[np.float32]]
    chords: tuple[str, ...]
    log_drum_onsets: tuple[float, ...]


def beat_time(bar: int, beat: float) -> float:
    """Seconds of a place in the song; off-beat sixteenths are swung."""
    sixteenth = round(beat * 4)
    straight = (bar * 4 + sixteenth / 4) * 60.0 / TEMPO_BPM
    late = (SWING - 0.5) * 2 * 0.25 * 60.0 / TEMPO_BPM if sixteenth % 2 else 0.0
    return straight + late


def hertz(pitch: float) -> float:
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def seconds(length: float) -> Mono:
    return np.arange(round(length * SAMPLE_RATE)) / SAMPLE_RATE


def fade_out(sound: Mono, length: float = 0.01) -> Mono:
    n = min(len(sound), round(length * SAMPLE_RATE))
    sound[-n:] *= np.linspace(1.0, 0.0, n)
    return sound


def kick() -> Mono:
    t = seconds(0.28)
    phase = 2 * np.pi * (48.0 * t + (120.0 / 28.0) * (1 - np.exp(-t * 28.0)))
    return fade_out(np.sin(phase) * np.exp(-t * 11.0) + 0.25 * np.exp(-t * 600.0))


def log_drum(pitch: float, level: float, *, slide: float = 0.0) -> Mono:
    """Two-operator FM, the modulator at twice the carrier: the "Log Drum" program of Paul Kellett's mda DX10.

    Written from its equations, with drive and a sub layer as producers add them. ``level`` 0–1 is also the velocity, on
    which index and so brightness depend; there is no pitch envelope, only the slide.
    """
    t = seconds(0.6)
    velocity = 127.0 * level
    index = (32.0 + 0.5 * velocity) * (0.01346 + (0.1176 - 0.01346) * np.exp(-t / 0.00431))
    frequency = hertz(pitch) * 2.0 ** (slide * np.clip((t - 0.12) / 0.08, 0.0, 1.0) / 12.0)
    modulator = 2 * np.pi * np.cumsum(2 * frequency) / SAMPLE_RATE
    phase = 2 * np.pi * np.cumsum(frequency - index * 2 * frequency * np.sin(modulator)) / SAMPLE_RATE
    struck = np.sin(phase) * np.exp(-t / 0.0743) * (1 - np.exp(-t / 0.00034))
    sub = 0.35 * np.sin(2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE) * np.exp(-t / 0.16) * np.minimum(1.0, t / 0.004)
    return fade_out(level * (np.tanh(3.0 * struck) + sub), 0.05)


def electric_piano(pitch: float, length: float, level: float) -> Mono:
    t = seconds(length)
    frequency = hertz(pitch)
    index = 1.1 * np.exp(-t * 4.0)
    tone = np.sin(2 * np.pi * frequency * t + index * np.sin(2 * np.pi * frequency * t))
    tine = 0.12 * np.sin(2 * np.pi * 7.0 * frequency * t) * np.exp(-t * 18.0)
    return fade_out(level * (tone + tine) * np.exp(-t * 1.3) * np.minimum(1.0, t / 0.004), 0.08)


def bass(pitch: float, length: float) -> Mono:
    t = seconds(length)
    frequency = hertz(pitch)
    tone = (
        np.sin(2 * np.pi * frequency * t)
        + 0.3 * np.sin(4 * np.pi * frequency * t)
        + 0.1 * np.sin(6 * np.pi * frequency * t)
    )
    return fade_out(tone * np.minimum(1.0, t / 0.03), 0.05)


def noise_hit(rng: np.random.Generator, length: float, decay: float, sharpness: int) -> Mono:
    """Filtered noise: each first difference tilts it upward by 6 dB per octave."""
    noise = rng.standard_normal(round(length * SAMPLE_RATE) + sharpness)
    for _ in range(sharpness):
        noise = np.diff(noise)
    return fade_out(noise * np.exp(-seconds(length) * decay) / np.sqrt(2.0**sharpness))


def lead(pitch: float, length: float) -> Mono:
    """A hummed line: pulse-like source with vibrato through two vowel formants."""
    t = seconds(length)
    vibrato = 0.35 * np.sin(2 * np.pi * 5.3 * t) * np.minimum(1.0, t / 0.3)
    phase = 2 * np.pi * np.cumsum(hertz(pitch) * 2.0 ** (vibrato / 12.0)) / SAMPLE_RATE
    voice = np.zeros_like(t)
    for harmonic in range(1, 24):
        frequency = harmonic * hertz(pitch)
        formants = (
            np.exp(-(((frequency - 620.0) / 160.0) ** 2)) + 0.5 * np.exp(-(((frequency - 1080.0) / 180.0) ** 2)) + 0.04
        )
        voice += formants / harmonic**0.5 * np.sin(harmonic * phase)
    return fade_out(voice * np.minimum(1.0, t / 0.06), 0.12)


class Desk:
    """Adds sounds to named stereo stems."""

    def __init__(self) -> None:
        self.num_samples = round((NUM_BARS * 4 * 60.0 / TEMPO_BPM + 1.5) * SAMPLE_RATE)
        self.stems = {
            name: np.zeros((2, self.num_samples)) for name in ("drums", "bass", "vocals", "other", "log_drum")
        }

    def add(self, stem: str, time: float, sound: Mono, level: float, pan: float = 0.0) -> None:
        """Place a sound at ``time`` seconds; ``pan`` -1 left to 1 right, constant power."""
        start = round(time * SAMPLE_RATE)
        sound = sound[: self.num_samples - start]
        angle = (pan + 1.0) * np.pi / 4.0
        self.stems[stem][0, start : start + len(sound)] += level * np.sqrt(2.0) * np.cos(angle) * sound
        self.stems[stem][1, start : start + len(sound)] += level * np.sqrt(2.0) * np.sin(angle) * sound


def play_keys(desk: Desk, bar: int, pitches: tuple[int, ...]) -> None:
    for beat, length, level in ((0.0, 1.6, 1.0), (1.75, 0.5, 0.7), (2.5, 1.2, 0.85)):
        for index, pitch in enumerate(pitches):
            desk.add(
                "other", beat_time(bar, beat), electric_piano(pitch, length, level), 0.055, pan=-0.5 + 0.25 * index
            )


def play_drums(desk: Desk, rng: np.random.Generator, bar: int) -> None:
    for sixteenth in range(16):
        accent = 1.0 if sixteenth % 4 == 2 else 0.55
        desk.add("drums", beat_time(bar, sixteenth / 4), noise_hit(rng, 0.07, 55.0, 2), 0.035 * accent, pan=0.3)
    if bar >= DRUMS_FROM:
        for beat in (0.0, 1.0, 2.0, 3.0):
            desk.add("drums", beat_time(bar, beat), kick(), 0.34)
        for beat in (1.0, 3.0):
            desk.add("drums", beat_time(bar, beat), noise_hit(rng, 0.16, 26.0, 1), 0.07, pan=-0.1)
        for beat in (0.75, 2.25, 3.5):
            desk.add("drums", beat_time(bar, beat), noise_hit(rng, 0.03, 190.0, 1), 0.09, pan=-0.4)


def play_low_end(desk: Desk, bar: int, root: int) -> list[float]:
    """Bass before the drop, log drum in it; returns the log drum's onsets."""
    if bar < DRUMS_FROM:
        return []
    if bar < LOG_DRUM_FROM:
        desk.add("bass", beat_time(bar, 0.0), bass(root + 12, 3.6 * 60.0 / TEMPO_BPM), 0.16)
        return []
    desk.add("bass", beat_time(bar, 0.0), bass(root + 12, 1.2 * 60.0 / TEMPO_BPM), 0.1)
    onsets = []
    for beat, above, level in LOG_DRUM_RIFF:
        slide = -5.0 if beat == LOG_DRUM_RIFF[-1][0] and bar % 4 == 3 else 0.0
        onsets.append(beat_time(bar, beat))
        desk.add("log_drum", onsets[-1], log_drum(root + 12 + above, level, slide=slide), 0.3)
    return onsets


def compose(seed: int = 112) -> Truth:
    """The whole piece as stems that sum to the mix."""
    rng = np.random.default_rng(seed)
    desk = Desk()
    onsets: list[float] = []
    labels = []
    melody = {6: (72, 70), 10: (72, 75), 12: (77, 75), 14: (72, 70)}
    for bar in range(NUM_BARS):
        label, pitches, root = CHORDS[bar % len(CHORDS)]
        labels.append(label)
        play_keys(desk, bar, pitches)
        play_drums(desk, rng, bar)
        onsets += play_low_end(desk, bar, root)
        for index, pitch in enumerate(melody.get(bar, ())):
            desk.add("vocals", beat_time(bar, 2.0 * index), lead(pitch - 12, 0.95), 0.12)
    peak = np.max(np.abs(np.sum(list(desk.stems.values()), axis=0)))
    scale = 0.84 / peak  # -1.5 dBFS
    return Truth(
        {name: (stem * scale).astype(np.float32) for name, stem in desk.stems.items()}, tuple(labels), tuple(onsets)
    )


if __name__ == "__main__":
    import soundfile

    mix = np.sum(list(compose().stems.values()), axis=0)
    soundfile.write(Path(__file__).with_name("first_light.ogg"), mix.T, SAMPLE_RATE, format="OGG", subtype="VORBIS")

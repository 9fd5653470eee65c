"""A singer: notes to sound, with the words of a voice that never sang them.

WORLD puts a phrase together again with the F0 of the melody, on a clock that stretches vowels to notes (``timing``),
through the envelope of a vocal tract of another size (``throat``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.composition import PlayedNote
from engine.generation.draws import generator
from engine.generation.sketch.instruments.base import RATE, Wave, frequency
from engine.generation.sketch.mixing.filters import fast_length, irfft, rfft
from trainer.realism.packages import world
from trainer.realism.throat import FULL_BINS, HZ, Throat, joined, throat
from trainer.realism.timing import Sung, align
from trainer.realism.voices import BINS, FRAME_S, NUM_CLIPS, Syllable

_PHRASE_GAP_S = 0.45
_MOST_NOTES = 14
_MOST_LINES = 4
_COMPRESSION = 0.55
"""Share of a frame's distance from the phrase's loudness that stays: singers and compressors even out speech."""
_SILENT_DB = -120.0
_BREATH_S = (0.18, 0.4)

Curve = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Singer:
    """Who sings a role, and how.

    Args:
        variant, language: Of eSpeak NG.
        cache: Folder of clips.
        seed: Of all that varies from phrase to phrase.
        manner: ``sung``, ``rapped`` (the rhythm of the notes with the melody of speech) or ``spoken``.
        kind: ``man``, ``woman`` or ``child``.
        tract: Factor on formant frequencies: below 1 larger, above 1 smaller than the speaker.
        vibrato_hz, vibrato_cents: Of long notes.
        glide_s: How long the pitch takes from note to note; near 0 is the sound of hard pitch correction.
        breath: 0-1, noise in the voice, and breaths before phrases.
        brightness_db: Above 3 kHz.
        copies: How often a line is sung; each copy a little different in time and pitch, to the sides.
        ensemble: Copies of a choir's every line by moving delays: the same crowd at a third of the work.
        spread_cents: Of copies.
        echo_s, echo: Delay, and level of its first repeat.
        drive_db: Soft clipping.
    """

    variant: str
    language: str
    cache: str = field(repr=False)
    seed: int
    manner: str = "sung"
    kind: str = "woman"
    tract: float = 1.0
    vibrato_hz: float = 5.5
    vibrato_cents: float = 30.0
    glide_s: float = 0.04
    breath: float = 0.1
    brightness_db: float = 3.0
    copies: int = 1
    ensemble: int = 1
    spread_cents: float = 10.0
    echo_s: float = 0.0
    echo: float = 0.0
    drive_db: float = 0.0

    def play(self, notes: Sequence[PlayedNote], num_samples: int) -> Wave:
        """The role, ``[1 or 2, num_samples]``: stereo where there is more than one copy."""
        dealt = lines(notes)[:_MOST_LINES]
        if self.ensemble > 1:
            whole = [self._line(line, 0, place, num_samples) for place, line in enumerate(dealt)]
            rng = generator("ensemble", self.seed)
            copies = [_delayed(wave, rng) for wave in whole for _ in range(self.ensemble)]
        else:
            copies = [
                np.sum([self._line(line, number, place, num_samples) for place, line in enumerate(dealt)], axis=0)
                for number in range(self.copies)
            ]
        copies = [self._worn(wave) for wave in copies]
        return copies[0][None] if len(copies) == 1 else _to_the_sides(copies)

    def _line(self, line: Sequence[PlayedNote], copy: int, place: int, num_samples: int) -> Wave:
        wave = np.zeros(num_samples, np.float32)
        for phrase in phrases(line):
            if phrase[0].onset * RATE < num_samples:
                self._add(wave, phrase, copy, place)
        return wave

    def _add(self, wave: Wave, phrase: Sequence[PlayedNote], copy: int, line: int) -> None:
        # the same figure again is the same words again, wherever in the piece it stands
        figure = tuple((note.pitch - phrase[0].pitch, round(note.onset - phrase[0].onset, 1)) for note in phrase)
        words = generator("words", self.seed, self.variant, figure)
        rng = generator("sung", self.seed, copy, line, round(phrase[0].onset, 2))
        text = _text(self, words, phrase)
        sung = self._sung(phrase, text.syllables, words)
        is_lead = copy == 0 and line == 0
        shift = 0.0 if is_lead else float(rng.normal(0.0, 0.012))
        cents = 0.0 if copy == 0 else float(rng.normal(0.0, self.spread_cents))
        made = self._voiced(sung, text, rng, cents, full_band=is_lead)
        start = round((made.start + shift) * RATE)
        first, last = max(start, 0), min(start + len(made.wave), len(wave))
        if last > first:
            wave[first:last] += made.wave[first - start : last - start]

    def _sung(self, phrase: Sequence[PlayedNote], stock: Sequence[Syllable], rng: np.random.Generator) -> list[Sung]:
        sung: list[Sung] = []
        place = 0
        for number, note in enumerate(phrase):
            held = number > 0 and rng.random() < (0.12 if self.manner == "sung" else 0.0)
            if number and not held:
                place += 1
            end = note.onset + note.duration
            if number + 1 < len(phrase):
                end = min(end, phrase[number + 1].onset)
            sung.append(
                Sung(
                    note.onset,
                    max(end, note.onset + 0.05),
                    float(note.pitch),
                    note.velocity / 127.0,
                    stock[place % len(stock)],
                    held,
                )
            )
        return sung

    def _voiced(
        self, sung: list[Sung], spoken: Throat, rng: np.random.Generator, cents: float, *, full_band: bool
    ) -> _Made:
        """A phrase through the vocoder; copies and lower voices at half the rate, which is half the work."""
        aligned = align(sung)
        frames, start = aligned.frames, aligned.start
        sounding = frames >= 0.0
        at: Curve = start + FRAME_S * np.arange(len(frames), dtype=np.float64)
        last = len(spoken.f0_hz) - 1.001
        index = np.clip(np.clip(frames, 0.0, last) + 1.5 * _smooth_noise(rng, len(frames), 20) * sounding, 0.0, last)
        nearest = np.round(index).astype(int)
        voiced = (spoken.f0_hz[nearest] > 0.0) & sounding
        f0 = np.where(voiced, self._pitch(sung, spoken, nearest, at, rng, cents), 0.0)
        envelope = _between(spoken.envelope_db, index)
        gain = _even(spoken.level_db[nearest], sounding) + self._loudness(sung, at)
        envelope += gain.astype(np.float32)[:, None]
        envelope[~sounding] = _SILENT_DB
        noise = _between(spoken.aperiodicity, index)
        lead = 0
        if self.breath > 0.05 and rng.random() < 0.5:
            lead = round(float(rng.uniform(*_BREATH_S)) / FRAME_S)
            vowel = envelope[voiced].mean(axis=0) if voiced.any() else envelope.mean(axis=0)
            envelope = np.concatenate([_breath(vowel, lead, self.breath), envelope])
            noise = np.concatenate([np.ones((lead, FULL_BINS), np.float32), noise])
            f0 = np.concatenate([np.zeros(lead), f0])
        bins = FULL_BINS if full_band else BINS
        power = np.exp(envelope[:, :bins] * np.float32(math.log(10.0) / 10.0)).astype(np.float64)
        rate = RATE if full_band else RATE // 2
        ragged = noise[:, :bins].astype(np.float64)
        made = world().synthesize(np.ascontiguousarray(f0), power, ragged, rate, 1000.0 * FRAME_S)
        return _Made(start - lead * FRAME_S, made.astype(np.float32) if full_band else _doubled(made))

    def _pitch(
        self,
        sung: Sequence[Sung],
        spoken: Throat,
        nearest: NDArray[np.intp],
        at: Curve,
        rng: np.random.Generator,
        cents: float,
    ) -> Curve:
        """Hz by frame: the melody with glides, scoops, vibrato and drift; or that of speech around it."""
        onsets = np.array([note.onset for note in sung])
        which = np.clip(np.searchsorted(onsets, at + 0.5 * self.glide_s, side="right") - 1, 0, len(sung) - 1)
        target = np.array([note.pitch for note in sung])[which]
        drift = cents / 100.0 + 0.08 * _smooth_noise(rng, len(at), 12)
        if self.manner != "sung":
            voiced = spoken.f0_hz[spoken.f0_hz > 0.0]
            middle = float(np.median(voiced)) if len(voiced) else 120.0
            own = 12.0 * np.log2(np.maximum(spoken.f0_hz[nearest], 40.0) / middle)
            level = float(np.median([note.pitch for note in sung]))
            bend = 0.25 * (target - level) if self.manner == "rapped" else 0.0
            return _hz(level + bend + np.clip(own, -7.0, 9.0) + drift)
        width = max(1, round(self.glide_s / FRAME_S))
        window = np.hanning(width + 2)[1:-1]
        smooth = np.convolve(np.pad(target, width, mode="edge"), window / window.sum(), mode="same")[width:-width]
        since = at - onsets[which]
        length = np.array([note.end - note.onset for note in sung])[which]
        depth = self.vibrato_cents / 100.0 * np.clip((since - 0.18) / 0.25, 0.0, 1.0) * (length > 0.35)
        phase = 2.0 * math.pi * np.cumsum(self.vibrato_hz * FRAME_S * (1.0 + 0.06 * _smooth_noise(rng, len(at), 30)))
        scoop = -float(rng.uniform(0.0, 1.5)) * np.exp(-(at - at[0]) / 0.07) if self.glide_s > 0.01 else 0.0
        return _hz(smooth + depth * np.sin(phase) + scoop + drift * (self.glide_s > 0.01))

    def _loudness(self, sung: Sequence[Sung], at: Curve) -> Curve:
        """DB by frame from the notes' velocities, without steps."""
        onsets = np.array([note.onset for note in sung])
        which = np.clip(np.searchsorted(onsets, at, side="right") - 1, 0, len(sung) - 1)
        level = 20.0 * np.log10(np.maximum(np.array([note.loudness for note in sung]), 0.2))[which]
        window = np.hanning(12)
        return np.convolve(np.pad(level, 12, mode="edge"), window / window.sum(), mode="same")[12:-12]

    def _worn(self, wave: Wave) -> Wave:
        """Drive, then echoes."""
        peak = float(np.abs(wave).max())
        if peak > 0.0 and self.drive_db > 0.0:
            ceiling = peak * 10.0 ** (-self.drive_db / 20.0)
            wave = np.asarray(np.tanh(wave / ceiling) * ceiling, np.float32)
        if self.echo <= 0.0:
            return wave
        late = max(1, round(self.echo_s * RATE))
        made = wave.copy()
        for number in range(1, 5):
            if number * late < len(wave):
                made[number * late :] += np.float32(self.echo**number) * wave[: len(wave) - number * late]
        return made


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    start: float
    wave: Wave


def _text(singer: Singer, rng: np.random.Generator, phrase: Sequence[PlayedNote]) -> Throat:
    """As many clips as the phrase needs syllables, at most three, one after the other."""
    clips: list[Throat] = []
    for _ in range(3):
        number = int(rng.integers(NUM_CLIPS))
        clips.append(
            throat(
                singer.variant,
                singer.language,
                number,
                singer.cache,
                tract=singer.tract,
                breath=singer.breath,
                brightness_db=singer.brightness_db,
            )
        )
        if sum(len(own.syllables) for own in clips) >= len(phrase):
            break
    return joined(clips)


def lines(notes: Sequence[PlayedNote]) -> list[list[PlayedNote]]:
    """Melodies of one note at a time: chords are dealt out from the top down, what still overlaps is cut short."""
    dealt: list[list[PlayedNote]] = []
    chords: list[list[PlayedNote]] = []
    for note in sorted(notes, key=lambda note: (note.onset, -note.pitch)):
        if chords and note.onset - chords[-1][0].onset < 0.03:
            chords[-1].append(note)
        else:
            chords.append([note])
    for chord in chords:
        for place, note in enumerate(sorted(chord, key=lambda note: -note.pitch)):
            while len(dealt) <= place:
                dealt.append([])
            line = dealt[place]
            if line and line[-1].onset + line[-1].duration > note.onset:
                line[-1] = replace(line[-1], duration=max(note.onset - line[-1].onset, 0.01))
            line.append(note)
    return dealt


def phrases(line: Sequence[PlayedNote]) -> list[list[PlayedNote]]:
    """A line at its rests."""
    found: list[list[PlayedNote]] = []
    for note in line:
        last = found[-1][-1] if found else None
        if last is None or note.onset - (last.onset + last.duration) > _PHRASE_GAP_S or len(found[-1]) >= _MOST_NOTES:
            found.append([note])
        else:
            found[-1].append(note)
    return found


def _doubled(wave: NDArray[np.float64]) -> Wave:
    """From 22 050 Hz to 44 100 Hz, band-limited, by a longer inverse transform."""
    size = fast_length(len(wave) + 64)
    spectrum = rfft(wave.astype(np.float32), size)
    whole = np.zeros(size + 1, np.complex64)
    whole[: len(spectrum)] = 2.0 * spectrum
    made: Wave = irfft(whole, 2 * size)[: 2 * len(wave)]
    return made


def _hz(pitch: Curve) -> Curve:
    return np.asarray(frequency(0.0) * np.exp2(pitch / 12.0))


def _smooth_noise(rng: np.random.Generator, length: int, width: int) -> Curve:
    """Noise of standard deviation 1 that moves over about ``width`` frames."""
    knots = rng.standard_normal(length // width + 3)
    return np.asarray(np.interp(np.arange(length) / width, np.arange(len(knots)), knots), np.float64)


def _between(table: NDArray[np.float32], index: Curve) -> NDArray[np.float32]:
    low = np.floor(index).astype(int)
    share = (index - low).astype(np.float32)[:, None]
    first = table[low]
    first += share * (table[low + 1] - first)
    return np.asarray(first, np.float32)


def _even(level: NDArray[np.float32], sounding: NDArray[np.bool_]) -> Curve:
    """DB to add to each frame: nearer to the phrase's loudness; what is 40 dB below it stays where it is."""
    if not sounding.any():
        return np.zeros(len(level))
    loud = float(np.percentile(level[sounding], 80.0))
    below = np.clip(level - loud, -30.0, 10.0)
    window = np.hanning(9)[1:-1]
    change = np.convolve((_COMPRESSION - 1.0) * below * (level > loud - 40.0), window / window.sum(), mode="same")
    return np.asarray(change - loud)


def _breath(vowel: NDArray[np.float32], length: int, breath: float) -> NDArray[np.float32]:
    """An intake: the vowel's envelope without its lows, swelling, well below the voice."""
    shape = 20.0 * np.log10(np.sin(np.linspace(0.05, 0.9 * math.pi, length)))
    tilt = 0.5 * vowel - 12.0 / (1.0 + (HZ / 900.0) ** 2)
    return np.asarray(tilt[None] + shape[:, None] - 30.0 + 12.0 * breath, np.float32)


def _delayed(wave: Wave, rng: np.random.Generator) -> Wave:
    """One more singer of a line: a delay of 5-30 ms that moves by up to 2 ms, which also moves the pitch."""
    knots = np.cumsum(rng.normal(0.0, 0.25, len(wave) // RATE * 4 + 8))
    moving = np.clip(knots - knots.mean(), -2.0, 2.0) + float(rng.uniform(5.0, 30.0))
    at = np.arange(len(wave), dtype=np.float64)
    delay = np.interp(at, np.arange(len(knots)) * (RATE / 4.0), moving) * (RATE / 1000.0)
    return np.asarray(np.interp(at - delay, at, wave), np.float32)


def _to_the_sides(copies: Sequence[Wave]) -> Wave:
    """The first in the middle where their number is odd, the others in pairs left and right."""
    out = np.zeros((2, len(copies[0])), np.float32)
    places = np.linspace(-0.8, 0.8, len(copies))
    for place, wave in zip(places, copies, strict=True):
        angle = (place + 1.0) * math.pi / 4.0
        out[0] += np.float32(math.cos(angle)) * wave
        out[1] += np.float32(math.sin(angle)) * wave
    out /= np.float32(math.sqrt(len(copies)))
    return out

"""Training scenes: a kit drawn from the bank plays a pattern in a room, with bleed; all in energies of bands.

Energies of sounds that have nothing to do with each other add up, so a scene is a sum of strokes' energies: no sample
is rendered, a scene of eight seconds costs some ten milliseconds, and nothing in it comes twice.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.drum_features import CENTRES_HZ, CLOCK, NUM_BANDS, RATE, band_energies, compressed
from engine.analysis.drum_hearing import CLASSES
from trainer.recipes.drum_classes_bank import LEAD, PHASES, SOURCES, Bank, Drum, Energies
from trainer.recipes.drum_classes_patterns import Stroke, write_strokes
from trainer.synth_corpus.split import Split

_OCTAVES = np.log2(CENTRES_HZ)
_THEMES = {
    # shares of SOURCES: strokes, product, fonts, shots
    "acoustic": (0.4, 0.02, 0.55, 0.03),
    "electronic": (0.1, 0.5, 0.2, 0.2),
    "mixed": (0.3, 0.25, 0.35, 0.1),
}
_THEME_SHARES = (0.55, 0.25, 0.2)
_ONE_KIT = 0.75
_LEVELS_DB = {
    "kick": (0.0, 4.0), "snare": (0.0, 4.0), "clap": (-3.0, 4.0), "rim": (-6.0, 5.0), "closed_hat": (-16.0, 7.0),
    "open_hat": (-12.0, 6.0), "shaker": (-15.0, 6.0), "tom": (-1.0, 4.0), "conga": (-5.0, 5.0), "crash": (-6.0, 5.0),
    "ride": (-14.0, 6.0), "other": (-9.0, 6.0),
}  # fmt: skip
"""Of a hard stroke in a mix, and how much they vary; design priors."""
_EMPTY = 0.02  # scenes in which nothing is struck, so that noise and a band's notes are no drums
_NOISE_S = 60
_LATE_FRAMES = 2.0  # a target falls to nothing over so many frames


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the network is given, and what it should say.

    Args:
        features: ``[frames, bands]``.
        target: 1 where a drum is struck, less beside it, ``[frames, classes]``.
        onsets: Seconds by class.
    """

    features: Energies
    target: Energies
    onsets: Mapping[str, NDArray[np.float64]]


def make_scene(rng: np.random.Generator, bank: Bank, split: Split, seconds: float) -> Scene:
    """A scene of its own for every state of ``rng``."""
    strokes = write_strokes(rng, seconds) if rng.random() > _EMPTY else []
    num_frames = round(seconds * CLOCK.rate)
    energies = _Kit(rng, bank, split).play(strokes, num_frames)
    energies = _dressed(rng, energies)
    onsets = {name: np.array([own.time for own in strokes if own.name == name]) for name in CLASSES}
    features = compressed(energies, gain=float(10.0 ** rng.uniform(-0.8, 0.5)))
    return Scene(features, target(onsets, num_frames), onsets)


def target(onsets: Mapping[str, NDArray[np.float64]], num_frames: int) -> Energies:
    """1 at the frame of a stroke, falling to 0 over ``_LATE_FRAMES`` frames, ``[frames, classes]``."""
    out = np.zeros((num_frames, len(CLASSES)), np.float32)
    for place, name in enumerate(CLASSES):
        for time in onsets.get(name, ()):
            at = float(time) * CLOCK.rate
            first, last = max(0, int(at) - 1), min(num_frames, int(at) + 3)
            own = 1.0 - np.abs(np.arange(first, last) - at) / _LATE_FRAMES
            out[first:last, place] = np.maximum(out[first:last, place], own)
    return out


class _Kit:
    """Drums of one scene, tuned, equalised and damped for it."""

    def __init__(self, rng: np.random.Generator, bank: Bank, split: Split) -> None:
        self._rng, self._bank, self._split = rng, bank, split
        theme = tuple(_THEMES)[int(rng.choice(len(_THEMES), p=_THEME_SHARES))]
        self._shares = np.array(_THEMES[theme])
        self._kit = ""
        if rng.random() < _ONE_KIT:
            fonts = bank.get(("fonts", split, "kick"), ())
            self._kit = fonts[int(rng.integers(len(fonts)))].kit if fonts else ""
        self._dynamics = float(rng.uniform(0.7, 1.7))
        self._repeats_db = float(rng.uniform(0.2, 2.0))
        self._drums: dict[tuple[str, int], tuple[float, list[tuple[float, Energies]]]] = {}
        self._levels = {name: float(rng.normal(*spread)) for name, spread in _LEVELS_DB.items()}

    def play(self, strokes: Sequence[Stroke], num_frames: int) -> Energies:
        """Energies of all strokes, ``[frames, bands]``."""
        room = np.zeros((num_frames + LEAD + 200, NUM_BANDS), np.float32)
        hats = [own.time for own in strokes if own.name in ("closed_hat", "open_hat")]
        for stroke in strokes:
            energies = self._stroke(stroke)
            if stroke.name == "open_hat":  # the next stroke on the hat ends it
                following = next((time for time in hats if time > stroke.time + 0.02), None)
                energies = energies if following is None else _choked(energies, following - stroke.time)
            first = self._frame(stroke.time)[0]
            energies = energies[: len(room) - first]
            room[first : first + len(energies)] += energies
        return room[LEAD : LEAD + num_frames]

    def _frame(self, time: float) -> tuple[int, int]:
        halves = round(time * CLOCK.rate * PHASES)
        return halves // PHASES, halves % PHASES

    def _stroke(self, stroke: Stroke) -> Energies:
        level_db, layers = self._drum(stroke.name, stroke.drum)
        hardness, layer = min(layers, key=lambda own: abs(own[0] - stroke.hardness))
        gain = 10.0 ** (0.1 * level_db) * stroke.hardness ** (2.0 * self._dynamics)
        energies = layer[self._frame(stroke.time)[1]]
        # what is struck softer than its sample sounds duller, and no two strokes sound the same
        dull = 6.0 * (stroke.hardness - hardness) * (_OCTAVES - _OCTAVES[0]) / 8.0
        colour = dull + self._rng.normal(0.0, self._repeats_db, NUM_BANDS)
        return np.asarray(energies * (gain * 10.0 ** (0.1 * colour)).astype(np.float32), np.float32)

    def _drum(self, name: str, number: int) -> tuple[float, list[tuple[float, Energies]]]:
        if (name, number) not in self._drums:
            own = self._choose(name)
            rng = self._rng
            moved = _moved(float(rng.normal(0.0, 0.2)) + (0.35 * (1 - number) if name in ("tom", "conga") else 0.0))
            curve = _curve(rng, float(rng.uniform(0.0, 6.0)))
            fade = float(10.0 ** rng.uniform(-1.7, 0.0)) if rng.random() < 0.25 else 0.0
            layers = []
            for hardness, energies in own.layers:
                made = (energies @ moved) * curve
                if fade:
                    made = made * np.exp(-np.arange(made.shape[1])[:, None] / (fade * CLOCK.rate)).astype(np.float32)
                layers.append((hardness, np.asarray(made, np.float32)))
            self._drums[name, number] = (self._levels[name] + float(rng.normal(0.0, 1.0)), layers)
        return self._drums[name, number]

    def _choose(self, name: str) -> Drum:
        for place in self._rng.choice(len(SOURCES), size=4, replace=False, p=self._shares):
            drums = self._bank.get((SOURCES[int(place)], self._split, name), ())
            own_kit = [drum for drum in drums if drum.kit == self._kit] if self._kit else []
            able = own_kit or drums
            if able:
                return able[int(self._rng.integers(len(able)))]
        raise ValueError(f"the bank has no {name} for {self._split.value}")


def _moved(octaves: float) -> Energies:
    """Matrix ``[bands, bands]`` that moves energies up."""
    at = np.interp(_OCTAVES - octaves, _OCTAVES, np.arange(NUM_BANDS), left=-1.0, right=-1.0)
    out = np.zeros((NUM_BANDS, NUM_BANDS), np.float32)
    for band, place in enumerate(at):
        if place >= 0.0:
            low = min(int(place), NUM_BANDS - 2)
            out[low, band], out[low + 1, band] = 1.0 - (place - low), place - low
    if octaves > 0.0:  # below the lowest band there is what the lowest band has
        out[0, at < 0.0] = 1.0
    return out


def _curve(rng: np.random.Generator, deviation_db: float) -> Energies:
    """A smooth equaliser, as factors on energy."""
    knots = np.interp(_OCTAVES, np.linspace(_OCTAVES[0], _OCTAVES[-1], 5), rng.normal(0.0, deviation_db, 5))
    return np.asarray(10.0 ** (0.1 * knots), np.float32)


def _choked(energies: Energies, seconds: float) -> Energies:
    last = LEAD + int(seconds * CLOCK.rate)
    out = energies[: last + 3].copy()
    out[last:] *= np.array([0.3, 0.08, 0.02], np.float32)[: len(out) - last, None] if len(out) > last else 1.0
    return out


def _dressed(rng: np.random.Generator, energies: Energies) -> Energies:
    """Room, the rest of the band, a separator's holes, compressor, equaliser, noise and the end of the band."""
    energies = energies * _curve(rng, float(rng.uniform(0.0, 4.0)))
    if rng.random() < 0.75:
        energies = energies + _reverberation(rng, energies)
    loud = float(np.percentile(energies.sum(axis=1), 95)) + 1e-9
    if rng.random() < 0.35:
        energies = energies + loud * 10.0 ** rng.uniform(-3.5, -0.7) * _music(rng, len(energies))
    if rng.random() < 0.3:
        energies = energies * _holes(rng, len(energies))
    if rng.random() < 0.6:
        energies = _squeezed(rng, energies)
    noise = loud * 10.0 ** (rng.uniform(-8.5, -4.0) if rng.random() < 0.85 else rng.uniform(-4.0, -1.0))
    energies = energies + np.float32(noise / NUM_BANDS) * _curve(rng, 6.0) * _noise(rng, len(energies))
    if rng.random() < 0.15:
        energies = energies * (rng.uniform(7_000.0, 16_000.0) > CENTRES_HZ)
    return np.asarray(energies, np.float32)


@functools.cache
def _white() -> Energies:
    """A minute of white noise, each band's mean 1."""
    samples = np.random.default_rng(0).standard_normal(_NOISE_S * RATE).astype(np.float32)
    energies = band_energies(samples)[LEAD:-LEAD]
    return np.asarray(energies / energies.mean(axis=0), np.float32)


def _noise(rng: np.random.Generator, num_frames: int) -> Energies:
    white = _white()
    return np.take(white, np.arange(num_frames) + int(rng.integers(len(white))), axis=0, mode="wrap")


def _reverberation(rng: np.random.Generator, energies: Energies) -> Energies:
    seconds = float(np.exp(rng.uniform(np.log(0.15), np.log(1.8))))
    by_band = seconds * (CENTRES_HZ / 500.0) ** -rng.uniform(0.0, 0.35)
    keep = (10.0 ** (-6.0 / (CLOCK.rate * np.clip(by_band, 0.05, 3.0)))).astype(np.float32)
    out, state = np.zeros_like(energies), np.zeros(NUM_BANDS, np.float32)
    late = int(rng.integers(1, 4))
    for frame in range(late, len(energies)):
        state = keep * state + energies[frame - late]
        out[frame] = state
    wet = 10.0 ** rng.uniform(-2.5, -0.2)
    return np.asarray(out * (1.0 - keep) * np.float32(wet) * _curve(rng, 2.0), np.float32)


def _music(rng: np.random.Generator, num_frames: int) -> Energies:
    """Notes of other instruments, often on the beat: partials that rise and fade; loudest frame about 1."""
    out = np.zeros((num_frames, NUM_BANDS), np.float32)
    step = float(rng.uniform(8.0, 40.0))
    for number in range(int(num_frames / step)):
        if rng.random() < 0.4:
            continue
        hz = float(np.exp(rng.uniform(np.log(45.0), np.log(900.0)))) * np.arange(1, 40)
        hz = hz[hz < CENTRES_HZ[-1]]
        bands = np.argmin(np.abs(_OCTAVES[None] - np.log2(hz)[:, None]), axis=1)
        shape = np.zeros(NUM_BANDS, np.float32)
        np.add.at(shape, bands, np.arange(1, len(hz) + 1) ** -rng.uniform(0.8, 3.0) * rng.uniform(0.2, 1.0, len(hz)))
        if rng.random() < 0.15:  # breath and consonants
            shape = np.exp(-0.5 * ((_OCTAVES - rng.uniform(10.0, 14.0)) / 0.8) ** 2).astype(np.float32)
        first = int(number * step)
        t = np.arange(min(num_frames - first, 150), dtype=np.float32)
        envelope = (1.0 - np.exp(-(t + 0.5) / rng.uniform(0.3, 8.0))) * np.exp(-t / rng.uniform(5.0, 120.0))
        out[first : first + len(t)] += np.float32(rng.uniform(0.1, 1.0)) * envelope[:, None] * shape
    return out / max(1e-9, float(out.sum(axis=1).max(initial=0.0)))


def _holes(rng: np.random.Generator, num_frames: int) -> Energies:
    """What a separator takes away: patches of time and frequency, and often the highs or the tails."""
    places = (max(2, num_frames // int(rng.integers(8, 50))), 9)
    coarse = rng.normal(0.0, rng.uniform(1.0, 7.0), places) - np.linspace(0.0, rng.uniform(-3.0, 12.0), places[1])
    in_time = np.stack(
        [np.interp(np.linspace(0, places[0] - 1, num_frames), np.arange(places[0]), row) for row in coarse.T]
    )
    bands = np.linspace(0, places[1] - 1, NUM_BANDS)
    low = np.minimum(bands.astype(int), places[1] - 2)
    share = (bands - low)[:, None]
    mask_db = np.minimum(in_time[low] * (1.0 - share) + in_time[low + 1] * share, 2.0)
    return np.asarray(10.0 ** (0.1 * mask_db.T), np.float32)


def _squeezed(rng: np.random.Generator, energies: Energies) -> Energies:
    """A compressor over the whole: what is louder than usual is turned down, and comes back slowly."""
    level = np.log(energies.sum(axis=1) + 1e-9 * float(energies.sum(axis=1).max()) + 1e-20)
    release = float(np.exp(-1.0 / (CLOCK.rate * rng.uniform(0.03, 0.3))))
    held = np.empty_like(level)
    state = float(level[0]) if len(level) else 0.0
    for frame, own in enumerate(level):
        state = max(float(own), release * state + (1.0 - release) * float(own))
        held[frame] = state
    over = np.maximum(0.0, held - (held.max() - rng.uniform(1.0, 6.0)))
    return np.asarray(energies * np.exp(-rng.uniform(0.2, 0.75) * over)[:, None], np.float32)

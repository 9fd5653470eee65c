"""``aurax bench watermark``: is the mark found after what music meets, and never where it is not?

Clips are our own renderings and synthetic material (noise, tones, speech-like buzzes), plus recordings of a folder if
one is given. Each clip gets a key and a payload of its own, so that false alarms are independent draws.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.errors import AudioReadError, UserError

if TYPE_CHECKING:
    from engine.cli.console import Console

DEFAULT_FOLDER = "aurax-bench-watermark"
DOCUMENT, READABLE = "watermark.json", "watermark.md"
_RATE = 44_100
_SECONDS = 15.0
_CROP = 10.0
_CLIPS_OF_A_TAKE = 4
_SYNTHETIC_SHARE = 0.25
_WRONG_KEYS = 5
_SECONDS_OF_SPEED = 30.0


@dataclass(frozen=True, slots=True)
class Options:
    """How many clips, where the report goes, and a folder of recordings to take clips of too."""

    clips: int
    out: Path
    data: Path | None = None


@dataclass(slots=True)
class _Row:
    """Counts of one kind of change."""

    tried: int = 0
    found: int = 0
    read: int = 0
    wrong: int = 0
    z: list[float] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        return {
            "clips": self.tried,
            "found": self.found / max(1, self.tried),
            "payload_read": self.read / max(1, self.tried),
            "payload_wrong": self.wrong,
            "z_median": float(np.median(self.z)) if self.z else None,
            "z_least": min(self.z, default=None),
        }


def run(console: Console, options: Options) -> dict[str, Any]:
    """Measure, write the report, return every figure.

    Raises:
        UserError: If there is no room for the report or no recording in the folder.
    """
    from engine.core.codec import encode_json
    from engine.provenance.mark_detect import MOST_P
    from engine.whole_file import write_bytes

    if options.clips < 2:
        raise UserError("A bench of the watermark needs two clips or more", "Leave out --clips for 200.")
    line = console.progress("watermark")
    rows: dict[str, _Row] = {}
    nulls: list[float] = []
    ratios: list[float] = []
    masks: list[float] = []
    previous: Audio | None = None
    kinds: dict[str, int] = {}
    try:
        for number, (kind, clip) in enumerate(_clips(options)):
            line((number + 1) / (options.clips + 1), f"clip {number + 1}: {kind}")
            kinds[kind] = kinds.get(kind, 0) + 1
            _measure(number, clip, previous or clip, rows, nulls)
            _hidden(number, clip, ratios, masks)
            previous = clip
    finally:
        line.close()
    document = {
        "clips": sum(kinds.values()),
        "kinds": kinds,
        "seconds_of_a_clip": _CROP,
        "largest_p_that_counts": MOST_P,
        "changes": {name: row.document() for name, row in rows.items()},
        "nulls": _told_nulls(nulls),
        "change_to_sound_db": {"median": float(np.median(ratios)), "loudest": float(np.max(ratios))},
        "noise_to_mask_db": {"median": float(np.median(masks)), "loudest": float(np.max(masks))},
        "speed": _speed(),
    }
    write_bytes(options.out / DOCUMENT, encode_json(document, indent=1) + b"\n")
    write_bytes(options.out / READABLE, (table(document) + "\n").encode())
    return document


def table(document: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        f"{document['clips']} clips, each {document['seconds_of_a_clip']:g} s cut out of 15 marked ones ("
        + ", ".join(f"{count} {kind}" for kind, count in document["kinds"].items())
        + ")",
        "",
        "| change | found | take read | read wrongly | z median | z least |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {row['found']:.1%} | {row['payload_read']:.1%} | {row['payload_wrong']} "
        f"| {row['z_median']:.1f} | {row['z_least']:.1f} |"
        for name, row in document["changes"].items()
    ]
    null, speed, mask = document["nulls"], document["speed"], document["noise_to_mask_db"]
    alarms = (
        f"False alarms: {null['false_alarms']} of {null['trials']} (no mark, or the mark of another key; least p "
        f"{null['least_p']:.2g}; {document['largest_p_that_counts']:g} counts as found)."
    )
    hidden = (
        f"What is added, under the sound: {document['change_to_sound_db']['median']:.1f} dB (median); noise to mask "
        f"{mask['median']:.1f} dB (median), {mask['loudest']:.1f} dB (worst clip)."
    )
    fast = (
        f"Speed: marked at {speed['embed_times_real_time']:.0f} times real time; 30 s heard in "
        f"{speed['detect_30_s']:.2f} s."
    )
    return "\n".join([*lines, "", alarms, hidden, fast])


def _told_nulls(nulls: list[float]) -> dict[str, Any]:
    from engine.provenance.mark_detect import MOST_P

    return {"trials": len(nulls), "false_alarms": sum(p <= MOST_P for p in nulls), "least_p": min(nulls)}


def _measure(number: int, clip: Audio, other: Audio, rows: dict[str, _Row], nulls: list[float]) -> None:
    from engine.provenance.mark_detect import MarkKey, detect
    from engine.provenance.mark_embed import embed

    rng = np.random.default_rng(number)
    key = MarkKey("right", rng.bytes(32))
    payload = int(rng.integers(0, 1 << 32))
    marked = embed(clip, key.secret, payload)
    heard = _cut(marked, rng)
    for name, change in _changes(other).items():
        row = rows.setdefault(name, _Row())
        found = detect(change(heard), (key,))[0]
        row.tried += 1
        row.found += found.is_marked
        row.read += found.payload == payload
        row.wrong += found.payload not in (None, payload)
        row.z.append(found.z)
    wrong = [MarkKey(str(each), rng.bytes(32)) for each in range(_WRONG_KEYS)]
    for audio in (clip, marked):
        # each key alone: a search with several is stricter with each
        nulls += [detect(audio, (each,))[0].p_value for each in wrong[: _WRONG_KEYS if audio is clip else 1]]


def _changes(other: Audio) -> dict[str, Callable[[Audio], Audio]]:
    return {
        "none": lambda a: a,
        "MP3 128 kbit/s": lambda a: _coded(a, "mp3", 128_000),
        "AAC 128 kbit/s": lambda a: _coded(a, "aac", 128_000),
        "22.05 kHz": lambda a: _resampled(a, 22_050),
        "32 kHz": lambda a: _resampled(a, 32_000),
        "48 kHz": lambda a: _resampled(a, 48_000),
        "20 dB softer, 16 bit, mono": _soft_mono,
        "1 % faster": lambda a: _at_speed(a, 1.01),
        "1 % slower": lambda a: _at_speed(a, 0.99),
        "over others 6 dB softer": lambda a: _mixed(a, other, 0.5),
        "under others 6 dB louder": lambda a: _mixed(a, other, 2.0),
    }


def _soft_mono(audio: Audio) -> Audio:
    steps = np.round(audio.samples.mean(axis=0, keepdims=True) * np.float32(3276.8))
    return Audio(np.asarray(steps / 32768.0, dtype=np.float32), _RATE)


def _cut(audio: Audio, rng: np.random.Generator) -> Audio:
    """Ten seconds from anywhere."""
    length = min(audio.num_samples, int(_CROP * _RATE))
    first = int(rng.integers(0, audio.num_samples - length + 1))
    return Audio(np.ascontiguousarray(audio.samples[:, first : first + length]), _RATE)


def _resampled(audio: Audio, rate: int) -> Audio:
    from engine.audio.resample import resample

    return resample(audio, rate)


def _at_speed(audio: Audio, speed: float) -> Audio:
    import soxr

    changed = soxr.resample(audio.samples.T, _RATE * speed, _RATE)
    return Audio(np.ascontiguousarray(changed.T, dtype=np.float32), _RATE)


def _mixed(audio: Audio, other: Audio, level: float) -> Audio:
    ours, theirs = (float(np.sqrt(np.mean(np.square(each.samples)))) for each in (audio, other))
    gain = level * ours / theirs if theirs > 0.0 else 0.0
    length = min(audio.num_samples, other.num_samples)
    mixed = audio.samples[:, :length] + other.samples[:, :length][:, ::-1] * np.float32(gain)
    return Audio(np.ascontiguousarray(mixed, dtype=np.float32), _RATE)


def _coded(audio: Audio, codec: str, bit_rate: int) -> Audio:
    """Through a lossy codec and back."""
    import av

    container: Any = av.open  # its types cannot tell which kind of stream or container this is

    form = {"mp3": "mp3", "aac": "adts"}[codec]
    file = io.BytesIO()
    with container(file, "w", format=form) as target:
        stream = target.add_stream(codec, rate=_RATE, layout="stereo")
        stream.bit_rate = bit_rate
        clipped = np.ascontiguousarray(np.clip(audio.samples, -1.0, 1.0))
        for first in range(0, audio.num_samples, 1024):
            frame = av.AudioFrame.from_ndarray(clipped[:, first : first + 1024].copy(), format="fltp", layout="stereo")
            frame.sample_rate = _RATE
            frame.pts = first
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    file.seek(0)
    with container(file) as source:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_RATE)
        blocks = [each.to_ndarray() for frame in source.decode(audio=0) for each in resampler.resample(frame)]
    return Audio(np.ascontiguousarray(np.concatenate(blocks, axis=1), dtype=np.float32), _RATE)


def _hidden(number: int, clip: Audio, ratios: list[float], masks: list[float]) -> None:
    from engine.cli.noise_to_mask import noise_to_mask_db
    from engine.provenance.mark_embed import embed

    marked = embed(clip, np.random.default_rng(number).bytes(32), number)
    change = marked.samples - clip.samples
    sound = float(np.sum(np.square(clip.samples, dtype=np.float64)))
    ratios.append(10.0 * float(np.log10(np.sum(np.square(change, dtype=np.float64)) / max(sound, 1e-20) + 1e-20)))
    masks.append(noise_to_mask_db(clip.samples.mean(axis=0), change.mean(axis=0), _RATE))


def _speed() -> dict[str, float]:
    from engine.provenance.mark_detect import MarkKey, detect
    from engine.provenance.mark_embed import embed

    noise = np.random.default_rng(0).standard_normal((2, int(_SECONDS_OF_SPEED * _RATE))) * 0.1
    audio = Audio(noise.astype(np.float32), _RATE)
    started = time.perf_counter()
    marked = embed(audio, b"k", 1)
    embedded = time.perf_counter()
    detect(marked, (MarkKey("k", b"k"),))
    return {
        "embed_times_real_time": _SECONDS_OF_SPEED / (embedded - started),
        "detect_30_s": time.perf_counter() - embedded,
    }


def _clips(options: Options) -> Iterator[tuple[str, Audio]]:
    """``clips`` of our own, then all recordings of the folder."""
    synthetic = int(options.clips * _SYNTHETIC_SHARE)
    made = 0
    for audio in _takes():
        for first in range(_CLIPS_OF_A_TAKE):
            if made == options.clips - synthetic:
                break
            begin = int(first * _SECONDS * _RATE)
            piece = audio.samples[:, begin : begin + int(_SECONDS * _RATE)]
            yield "composed", Audio(np.ascontiguousarray(piece), _RATE)
            made += 1
        if made == options.clips - synthetic:
            break
    for number in range(synthetic):
        yield _synthetic(number)
    if options.data is not None:
        yield from _recordings(options.data)


def _takes() -> Iterator[Audio]:
    from engine.generation.base import Request
    from engine.generation.profiles import load_profiles
    from engine.generation.sketch.backend import SketchGenerator
    from engine.generation.wishes import Wishes

    generator, styles = SketchGenerator(), sorted(load_profiles())
    seed = 0
    while True:
        wishes = Wishes(style=styles[seed % len(styles)], seconds=_CLIPS_OF_A_TAKE * _SECONDS)
        yield generator.make(Request(prompt="", wishes=wishes, seed=90_000 + seed)).mix
        seed += 1


def _synthetic(number: int) -> tuple[str, Audio]:
    """Noise, steady chords, or a buzz with moving formants that comes and goes in syllables."""
    rng = np.random.default_rng(70_000 + number)
    time_s = np.arange(int(_SECONDS * _RATE)) / _RATE
    kind = ("noise", "chords", "speech-like")[number % 3]
    noise = rng.standard_normal((2, len(time_s)))
    if kind == "noise":
        samples = 0.1 * noise
    elif kind == "chords":
        tones = sum(np.sin(2 * np.pi * f * time_s) for f in rng.uniform(150.0, 3_000.0, 12))
        samples = 0.02 * np.stack((tones, tones)) + 0.0005 * noise
    else:
        pitch = 2 * np.pi * np.cumsum(120.0 + 30.0 * np.sin(2 * np.pi * 0.7 * time_s)) / _RATE
        moving = 900.0 + 600.0 * np.sin(2 * np.pi * rng.uniform(1.5, 3.0) * time_s)
        buzz = sum(
            np.exp(-(((n * 120.0 - moving) / 500.0) ** 2)) * np.sin(n * pitch) / np.sqrt(n) for n in range(1, 40)
        )
        syllables = np.clip(np.sin(2 * np.pi * rng.uniform(2.0, 4.0) * time_s), 0.0, 1.0)
        samples = (0.1 * buzz + 0.01 * noise) * syllables
    return kind, Audio(samples.astype(np.float32), _RATE)


def _recordings(folder: Path) -> Iterator[tuple[str, Audio]]:
    from engine.audio.files import read
    from engine.audio.transform import to_stereo

    found = 0
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in (".wav", ".flac", ".mp3", ".ogg"):
            continue
        try:
            audio = _resampled(to_stereo(read(file)), _RATE)
        except AudioReadError:
            continue
        if audio.duration < _SECONDS:
            continue
        begin = (audio.num_samples - int(_SECONDS * _RATE)) // 2
        found += 1
        yield "recorded", Audio(audio.samples[:, begin : begin + int(_SECONDS * _RATE)].copy(), _RATE)
    if not found:
        raise UserError(f"There is no recording of {_SECONDS:g} s or more in {folder}", "Name another folder.")

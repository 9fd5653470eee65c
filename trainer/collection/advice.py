"""What can be trained on a collection of this size, and what it would cost: the guide's three ways, with assumptions.

Every figure names where it comes from. Prices move; the option ``gpu_usd_hour`` takes yours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

GPU_USD_HOUR = 2.95
"""Median on-demand price of an H100 in May 2026, of offers between 1.99 and 5.00 US dollars."""
_LORA_HOURS_PER_MUSIC_HOUR = 0.25 / (27.0 / 60.0) / 4.0
"""Published figure: 27 minutes of music, 4 epochs, less than 15 minutes on an A100 (MusicGen-melody 1.5B, LoRA)."""
_EPOCHS = 4
_SIZES = (1_000, 10_000, 100_000)
_SOURCE_KBPS = 320.0
_FLAC_SHARE = 0.70
"""FLAC of loud 16-bit stereo music beside its PCM: 0.71 measured on rendered pieces."""
_STEMS_SHARE = 0.48  # of the mix, each of five: they are quieter, and often silent; 2.4 together measured
_FEATURES_MB = 2.0
_DEFAULT_SECONDS_PER_SONG = 600.0

OPTIONS = (
    {
        "option": "A",
        "title": "adapt an existing model to one or two styles",
        "min_songs": 1_000,
        "max_songs": 5_000,
        "method": "fine-tune a published model with adapters (LoRA) on this collection",
        "guide_duration": "2-3 months",
        "guide_usd": "30,000-50,000",
        "guide_compute": "1-2 A100 for two weeks, 3,000-5,000 USD",
    },
    {
        "option": "C",
        "title": "parts of published models, parts of your own",
        "min_songs": 5_000,
        "max_songs": 20_000,
        "method": "a published model for the form, your own renderer",
        "guide_duration": "3-4 months",
        "guide_usd": "75,000-150,000",
        "guide_compute": "between those of A and B",
    },
    {
        "option": "B",
        "title": "models of your own from the beginning",
        "min_songs": 10_000,
        "max_songs": None,
        "method": "structure, stems and renderer trained on the whole collection",
        "guide_duration": "4-6 months",
        "guide_usd": "150,000-300,000",
        "guide_compute": "4-8 A100 for two months, 30,000-60,000 USD",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the estimates rest on.

    Args:
        num_songs: Songs that may be trained on.
        hours: Their length.
        seconds_per_song: What analysing one took on this machine; None where nothing was measured.
        workers: Songs at a time on this machine.
        gpu_usd_hour: Price of a GPU hour.
    """

    num_songs: int
    hours: float
    seconds_per_song: float | None
    workers: int
    gpu_usd_hour: float = GPU_USD_HOUR


def advise(basis: Basis) -> dict[str, Any]:
    """Which of the guide's ways fit, and what this collection and 1,000, 10,000 and 100,000 songs would cost."""
    fitting = [option for option in OPTIONS if _fits(option, basis.num_songs)]
    sizes = sorted({basis.num_songs, *_SIZES} - {0})
    return {
        "num_songs": basis.num_songs,
        "hours": round(basis.hours, 2),
        "recommended": [option["option"] for option in fitting],
        "words": _words(basis.num_songs, fitting),
        "options": [dict(option) for option in OPTIONS],
        "costs": [_costs(size, basis) for size in sizes],
        "assumptions": _assumptions(basis),
    }


def _fits(option: dict[str, Any], num_songs: int) -> bool:
    most = option["max_songs"]
    return num_songs >= option["min_songs"] and (most is None or num_songs <= most)


def _words(num_songs: int, fitting: list[dict[str, Any]]) -> str:
    if not fitting:
        return (
            f"{num_songs} songs are fewer than the guide's smallest way asks for (1,000). They are good for trying the "
            "whole way out, for an adapter for a narrow style (published: 27 minutes to 300 songs), and for "
            "evaluation. More songs matter more than more training."
        )
    ways = "; or ".join(f"{option['option']}: {option['title']} ({option['method']})" for option in fitting)
    return f"{num_songs} songs are enough for {ways}."


def _costs(num_songs: int, basis: Basis) -> dict[str, Any]:
    minutes = 60.0 * basis.hours / basis.num_songs if basis.num_songs else 4.0
    hours = num_songs * minutes / 60.0
    per_song = basis.seconds_per_song or _DEFAULT_SECONDS_PER_SONG
    machine_hours = num_songs * per_song / 3600.0
    pcm_gb = hours * 3600.0 * 44_100 * 2 * 2 / 1e9
    gpu_hours = hours * _LORA_HOURS_PER_MUSIC_HOUR * _EPOCHS
    return {
        "songs": num_songs,
        "hours_of_music": round(hours, 1),
        "originals_gb": round(hours * 3600.0 * _SOURCE_KBPS / 8e6, 1),
        "features_gb": round(num_songs * _FEATURES_MB / 1e3, 1),
        "dataset_mix_gb": round(pcm_gb * _FLAC_SHARE, 1),
        "dataset_stems_gb": round(pcm_gb * _FLAC_SHARE * 5 * _STEMS_SHARE, 1),
        "analysis_core_hours": round(machine_hours, 1),
        "analysis_days_here": round(machine_hours / 24.0 / max(1, basis.workers), 2),
        "analysis_days_on_10_machines_of_16": round(machine_hours / 24.0 / 160.0, 2),
        "adapter_gpu_hours": round(gpu_hours, 1),
        "adapter_usd": round(gpu_hours * basis.gpu_usd_hour, 0),
    }


def _assumptions(basis: Basis) -> list[str]:
    if basis.seconds_per_song is not None:
        speed = f"analysis: {basis.seconds_per_song:.0f} s a song, measured on the songs of this library"
    else:
        speed = f"analysis: {_DEFAULT_SECONDS_PER_SONG:.0f} s a song (the guide's; nothing was measured here yet)"
    return [
        speed,
        f"this machine works on {basis.workers} songs at a time; 10 machines of 16 workers scale without loss",
        "making the data set separates each song once more where the library keeps no stems: two thirds as much again",
        "length of a song: the mean of this collection, 4 minutes where there is none",
        f"originals at {_SOURCE_KBPS:.0f} kbit/s, {_FEATURES_MB:g} MB of features a song (the guide's figure)",
        f"data set: 16-bit stereo FLAC, {_FLAC_SHARE:.0%} of PCM; five stems are {5 * _STEMS_SHARE:.1f} times the mix",
        f"adapter: {_EPOCHS} epochs at 15 A100 minutes for 27 minutes of music and 4 epochs (published, one run)",
        f"a GPU hour costs {basis.gpu_usd_hour:.2f} USD; 30-50 % more for storage and transfer are not in it",
        "the guide's own totals for A, B and C include people and months of work; they are quoted, not computed",
    ]

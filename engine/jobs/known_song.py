"""Songs whose truth lies beside them: the mix of a take is opened with its own stems and notes, nothing is guessed."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.core.blueprint import STEPS_PER_BAR
from engine.core.errors import UserError
from engine.jobs.song import EXACT_RESIDUAL_DB, Separated, SeparationFacts, Song, find_stems, stem_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.blueprint import Blueprint
    from engine.core.stems import Stems

logger = logging.getLogger(__name__)

STEMS_FOLDER = "stems"
TRUE_BASIS = "the notes and stems it was made from"
"""What a score of such a song rests on."""
_SAME_PIECE_DB = -60.0  # 16 bit rounds at about -90 dB below a loud mix; another piece is at 0 dB


@dataclass(frozen=True, slots=True, eq=False)
class KnownSong:
    """Stems and analysis that were made together with the song."""

    separated: Separated
    analysis: Analysis


def known_song(song: Song) -> KnownSong | None:
    """What is known of a song because a take lies around it or its recipe lies in it; None where neither is so.

    A take's mix must have the very samples its recipe names; what a recipe renders must match the file but for the
    rounding to 16 bit.
    """
    return _beside(song) or _inside(song)


def _beside(song: Song) -> KnownSong | None:
    from engine.exchange.analysis_json import read_analysis
    from engine.exchange.take_json import TAKE_FILE, read_take

    folder = song.path.parent
    if not (folder / TAKE_FILE).is_file():
        return None
    started = time.perf_counter()
    try:
        take = read_take(folder)
        if take.document.get("audio", {}).get("fingerprint") != song.fingerprint:
            return None
        stems = find_stems(folder / STEMS_FOLDER, song)
        analysis = read_analysis(folder / "analysis.json")
    except UserError:  # a take that was taken apart is a song like any other
        return None
    own = replace(analysis, metadata={**analysis.metadata, "title": song.title})
    return KnownSong(_separated(song, stems, str(take.document.get("revision")), started), own)


def _inside(song: Song) -> KnownSong | None:
    from engine import __version__
    from engine.core.analysis import AudioFacts
    from engine.exchange.recipe_flac import read_recipe
    from engine.generation.base import Request
    from engine.generation.sketch.backend import SketchGenerator
    from engine.generation.truth import truth
    from engine.generation.wishes import Wishes
    from engine.theory.summary import annotate

    blueprint = read_recipe(song.path)
    if blueprint is None or any(voice.source != "synth" or voice.effect for voice in blueprint.voices.values()):
        return None  # a file somebody sent must not choose which of the user's plug-ins are run
    if not _could_be(blueprint, song):
        logger.info("the recipe inside %s does not belong to it", song.path)
        return None
    started = time.perf_counter()
    generator = SketchGenerator()
    made = generator.make(Request(prompt="", wishes=Wishes(), seed=blueprint.seed, blueprint=blueprint))
    same_form = (made.mix.samples.shape, made.mix.sample_rate) == (song.audio.samples.shape, song.audio.sample_rate)
    if made.stems is None or made.composition is None or not same_form:
        return None
    if made.stems.residual_db(song.audio) > _SAME_PIECE_DB:
        logger.info("%s holds a recipe that gives other music with this version; it is heard like any song", song.path)
        return None
    facts = AudioFacts(
        duration=song.audio.duration,
        sample_rate=song.audio.sample_rate,
        channels=song.audio.num_channels,
        fingerprint=song.fingerprint,
        loudness_lufs=made.loudness_lufs,
        true_peak_dbtp=made.true_peak_dbtp,
    )
    analysis = annotate(truth(made.composition, facts, engine=f"AURA-X Studio {__version__}", title=song.title))
    return KnownSong(_separated(song, made.stems, generator.revision, started), analysis)


def _could_be(blueprint: Blueprint, song: Song) -> bool:
    """Whether a recipe makes a piece of this length with sounds there are; nothing is rendered to find out.

    So a recipe that somebody sent costs no more time and memory than its song is long.
    """
    from engine.generation.sketch.mixing.ending import LONGEST_TAIL_S
    from engine.generation.sketch.playable import require_playable

    seconds = blueprint.num_bars * STEPS_PER_BAR * blueprint.seconds_per_step
    if blueprint.num_samples:
        fits = blueprint.num_samples == song.audio.num_samples and seconds <= 2.0 * song.audio.duration + 10.0
    else:
        fits = seconds - 0.1 <= song.audio.duration <= seconds + LONGEST_TAIL_S + 0.1
    if not fits:
        return False
    try:
        require_playable(blueprint)
    except UserError as error:
        logger.info("%s: %s", song.path, error)
        return False
    return True


def _separated(song: Song, stems: Stems, revision: str, started: float) -> Separated:
    seconds = time.perf_counter() - started
    facts = SeparationFacts(
        model="sketch",
        revision=revision,
        parameters={"recipe": song.fingerprint, "subtype": "float32"},
        device="cpu",
        seconds=round(seconds, 3),
        realtime_factor=round(song.audio.duration / max(seconds, 1e-9), 2),
        residual_db=round(max(stems.residual_db(song.audio), EXACT_RESIDUAL_DB), 2),
        mixture_sha256=song.fingerprint.removeprefix("sha256:"),
        sample_rate=song.audio.sample_rate,
        num_samples=song.audio.num_samples,
        engine=f"AURA-X Studio {_version()}",
        notes=("stems, notes and chords are those it was made from",),
        files=tuple(stem_file(stem) for stem in stems),
    )
    return Separated(replace(stems, model=facts.model), facts)


def _version() -> str:
    from engine import __version__

    return __version__

"""Songs whose truth lies beside them: the mix of a take is opened with its own stems and notes, nothing is guessed."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.jobs.song import EXACT_RESIDUAL_DB, Separated, SeparationFacts, Song, find_stems, stem_file

if TYPE_CHECKING:
    from engine.core.analysis import Analysis

STEMS_FOLDER = "stems"


@dataclass(frozen=True, slots=True, eq=False)
class KnownSong:
    """Stems and analysis that were made together with the song."""

    separated: Separated
    analysis: Analysis


def known_song(song: Song) -> KnownSong | None:
    """What is known of a song because it is the mix of a take that lies around it; None where it is not, or changed.

    The file must have the very samples that the take's recipe names.
    """
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
    seconds = time.perf_counter() - started
    facts = SeparationFacts(
        model=str(take.document.get("model")),
        revision=str(take.document.get("revision")),
        parameters={"take": song.fingerprint, "subtype": "float32"},
        device="cpu",
        seconds=round(seconds, 3),
        realtime_factor=round(song.audio.duration / max(seconds, 1e-9), 2),
        residual_db=round(max(stems.residual_db(song.audio), EXACT_RESIDUAL_DB), 2),
        mixture_sha256=song.fingerprint.removeprefix("sha256:"),
        sample_rate=song.audio.sample_rate,
        num_samples=song.audio.num_samples,
        engine=str(take.document.get("engine")),
        notes=("stems, notes and chords are those it was made from",),
        files=tuple(stem_file(stem) for stem in stems),
    )
    own = replace(analysis, metadata={**analysis.metadata, "title": song.title})
    return KnownSong(Separated(replace(stems, model=facts.model), facts), own)

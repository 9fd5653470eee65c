"""A take that is sound alone, heard like any song and judged by what was heard; made again, stronger, if too weak."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.jobs import Report, part_of
from engine.generation.gate import Gate, Kept, Order, Scored, pass_gate
from engine.jobs.gated_take import Piece

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.core.stems import Stems
    from engine.culture.profile import CultureProfile
    from engine.generation.base import Made
    from engine.jobs.sound_shaping import Candidate, Shaped, Shaper

Again = Callable[[Order, Report], "Sequence[Candidate]"]
"""Makes the candidates of an attempt."""

HEARD_BASIS = "what is heard in it"
"""What a score of such a take rests on."""
_SEPARATED = 0.6  # of the progress of hearing
_FIRST = 0.6  # of the progress of a take: most takes need one attempt, and no bar runs backwards


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was heard in a take, and the stems it was heard in."""

    analysis: Analysis
    stems: Stems


@dataclass(frozen=True, slots=True, eq=False)
class Ear:
    """Hears and judges takes.

    Args:
        profile: How they are judged.
        gate: What is to be reached; None to judge and keep whatever comes.
        models_folder: For networks the analysis may use.
        subtype: Of the WAV file that is heard, the one that is kept in the end.
    """

    profile: CultureProfile
    gate: Gate | None
    models_folder: Path | None
    subtype: str = "float32"

    def keep(
        self, order: Order, first: Sequence[Candidate], again: Again, shaper: Shaper, report: Report
    ) -> Kept[Piece]:
        """The take, or the best of several attempts at it.

        Args:
            order: What the first attempt was made for.
            first: Its candidates, already made.
            again: Makes the candidates of a further attempt.
            shaper: Chooses among candidates and brings them into the form that was asked for.
            report: Progress.
        """
        threshold = self.profile.gate if self.gate is None else self.gate.threshold
        gate = Gate(threshold=threshold, attempts=1 if self.gate is None else self.gate.attempts)

        def attempt(now: Order, number: int) -> Scored[Piece]:
            start = 0.0 if number == 1 else 1.0 - (1.0 - _FIRST) / (number - 1)
            end = _FIRST if number == 1 else 1.0 - (1.0 - _FIRST) / number
            made = first
            if number > 1:
                made = again(now, part_of(report, start, (start + end) / 2))
                start = (start + end) / 2
            shaped_at = start + (end - start) / 2 if shaper.listens else start
            shaped = shaper.shape(made, part_of(report, start, shaped_at))
            return self._scored(shaped, threshold, part_of(report, shaped_at, end))

        return pass_gate(order, attempt, gate, lambda _: None)

    def _scored(self, shaped: Shaped, threshold: float, report: Report) -> Scored[Piece]:
        from engine.jobs.score_song import judged

        heard = hear(shaped.made, self.models_folder, subtype=self.subtype, report=report)
        score = judged(heard.analysis, heard.stems, profile=self.profile, threshold=threshold)
        return Scored(
            made=Piece(shaped.made, heard.analysis, (), shaping=shaped.told, others=shaped.others), score=score
        )


def hear(made: Made, models_folder: Path | None, *, subtype: str, report: Report) -> Heard:
    """Separate and analyse a piece as it will lie on disk."""
    from engine.audio.encode import write
    from engine.jobs.song import SeparationOptions, load_song, separate_song
    from engine.jobs.song_analysis import analyse_song

    with tempfile.TemporaryDirectory(prefix="aurax-") as folder:
        file = Path(folder) / "mix.wav"
        write(file, made.mix, subtype=subtype)
        song = load_song(file, max_hours=1.0)
        separated = separate_song(
            song, SeparationOptions(), models_folder=models_folder, report=part_of(report, 0.0, _SEPARATED)
        )
        rest = part_of(report, _SEPARATED, 1.0)
        analysed = analyse_song(
            song, separated.stems, report=lambda fraction, _stage: rest(fraction), models_folder=models_folder
        )
    return Heard(analysed.analysis, separated.stems)

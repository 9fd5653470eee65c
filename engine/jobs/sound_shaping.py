"""From candidates to the sound of a take: joined to what was there, heard and ranked, fitted to its grid, looped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.audio import Audio
from engine.core.jobs import Report, part_of
from engine.generation.shaping.candidates import WEIGHTS, Judged, best_of, judge
from engine.generation.shaping.joins import FADE_SECONDS, SETTLE_SECONDS, continued, continuity, in_form_of, replaced
from engine.jobs.sound_sources import Sources

if TYPE_CHECKING:
    from engine.core.analysis import Analysis
    from engine.generation.base import Made
    from engine.jobs.generate_sound import GenerateSound
    from engine.jobs.sound_target import Target

_JOIN_SECONDS = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One sound that was made, with its seed and number (1 is the first)."""

    made: Made
    seed: int
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """The sound of a take, what was done for it (parts of the recipe), and the candidates that lost, by number."""

    made: Made
    seed: int
    told: dict[str, Any]
    others: dict[int, Audio]


@dataclass(frozen=True, slots=True, eq=False)
class Shaper:
    """Turns what a model made into what was asked for.

    Args:
        spec: What was asked for.
        target: Tempo, key and lengths.
        sources: What it is joined to.
        models_folder: For networks the analysis may use.
    """

    spec: GenerateSound
    target: Target
    sources: Sources
    models_folder: Path | None

    @property
    def is_on_grid(self) -> bool:
        """Whether the result is cut, and perhaps stretched."""
        return self.spec.fit_grid or self.spec.loop

    @property
    def listens(self) -> bool:
        """Whether candidates are heard before one is shaped."""
        return self.spec.candidates > 1 or self.is_on_grid

    def shape(self, candidates: Sequence[Candidate], report: Report) -> Shaped:
        """The best candidate, as it was asked for."""
        share = 1.0 / len(candidates)
        joined = [self._joined(each.made) for each in candidates]
        heard: list[Analysis] = []
        judged: list[Judged] = []
        for index, audio in enumerate(joined if self.listens else ()):
            analysis = listen(audio, self.models_folder, report=part_of(report, index * share, (index + 1) * share))
            heard.append(analysis)
            join = self._continuity(candidates[index].made)
            judged.append(judge(analysis, tempo_bpm=self.target.tempo_bpm, key=self.target.key, join=join))
        chosen = best_of(judged) if judged else 0
        told = self._told(candidates, heard, judged, chosen)
        audio = joined[chosen]
        if heard:
            audio = self._on_grid(audio, heard[chosen], told)
        others = {}
        if self.spec.keep_candidates:
            others = {each.number: joined[at] for at, each in enumerate(candidates) if at != chosen}
        return Shaped(_with_audio(candidates[chosen].made, audio), candidates[chosen].seed, told, others)

    def _joined(self, made: Made) -> Audio:
        before, context = self.sources.before, self.sources.context
        if before is None:
            return made.mix if self.is_on_grid else _cut(made.mix, self.target.seconds)
        if self.sources.region is not None:
            return replaced(before, made.mix, self.sources.region, context=context)
        joined = continued(before, made.mix, context=context, only_new=self.spec.only_new)
        return joined if self.is_on_grid else _cut(joined, self.target.seconds)

    def _continuity(self, made: Made) -> float | None:
        """How well the end of a replaced region goes over into what follows; None without a region."""
        region, before = self.sources.region, self.sources.before
        if region is None or before is None or region.end > before.duration - _JOIN_SECONDS:
            return None
        end = self.sources.context + region.end - region.start
        rate = before.sample_rate
        new = in_form_of(made.mix, before).samples[:, : round(end * rate)]
        behind = before.samples[:, round(region.end * rate) :]
        return continuity(Audio(new, rate), Audio(behind, rate))

    def _told(
        self, candidates: Sequence[Candidate], heard: list[Analysis], judged: list[Judged], chosen: int
    ) -> dict[str, Any]:
        told: dict[str, Any] = {}
        if len(candidates) > 1:
            told["candidates"] = {
                "chosen": candidates[chosen].number,
                "weights": WEIGHTS,
                "tried": [
                    {"candidate": each.number, "seed": each.seed, **of.document(), "heard": _heard(analysis)}
                    for each, of, analysis in zip(candidates, judged, heard, strict=True)
                ],
            }
        if self.sources.region is not None:
            region = self.sources.region
            told["replaced"] = {
                "start": region.start,
                "end": region.end,
                "fade_seconds": FADE_SECONDS,
                "heard_before": self.sources.context,
                "notes": list(self.sources.notes),
            }
        elif self.sources.before is not None:
            told["continued"] = {
                "kept_seconds": 0.0 if self.spec.only_new or self.is_on_grid else self.sources.before.duration,
                "heard_before": self.sources.context,
                "settles_in_seconds": SETTLE_SECONDS,
                "notes": list(self.sources.notes),
            }
        return told

    def _on_grid(self, audio: Audio, heard: Analysis, told: dict[str, Any]) -> Audio:
        tempo, bars = self.target.tempo_bpm, self.target.bars
        if tempo is None or not self.is_on_grid:
            return audio
        assert bars is not None
        start = heard.downbeats[0] if heard.downbeats else 0.0
        if self.spec.fit_grid:
            from engine.generation.shaping.grid_fit import fit_grid

            wanted = bars + 1 if self.spec.loop else bars
            fitted = fit_grid(audio, beats=heard.beats, downbeats=heard.downbeats, tempo_bpm=tempo, bars=wanted)
            told["fit_grid"] = fitted.document(tempo, heard.tempo_bpm)
            audio = fitted.audio
            start = 0.0 if fitted.is_fitted else start
        if self.spec.loop:
            return self._looped(audio, tempo, bars, start, told)
        return audio if told["fit_grid"]["applied"] else _cut(audio, self.target.seconds)

    def _looped(self, audio: Audio, tempo: float, bars: int, start: float, told: dict[str, Any]) -> Audio:
        from engine.generation.shaping.looping import loop

        looped = loop(audio, tempo_bpm=tempo, bars=bars, start=start) or loop(audio, tempo_bpm=tempo, bars=bars)
        if looped is None:
            told["loop"] = {"applied": False, "why": "there is no whole bar with a fade behind it"}
            return _cut(audio, self.target.seconds)
        told["loop"] = looped.document(tempo)
        notes = []
        if not told.get("fit_grid", {}).get("applied"):
            notes.append(f"its bars are those of {tempo:g} BPM, whatever tempo is heard: it was not fitted to the grid")
        if not start and not told.get("fit_grid", {}).get("applied"):
            notes.append("it begins where the piece begins: no first beat was heard that could begin it")
        told["loop"]["notes"] = notes
        return looped.audio


def _heard(analysis: Analysis) -> dict[str, Any]:
    key = analysis.key
    tempo = None if analysis.tempo_bpm is None else round(analysis.tempo_bpm, 3)
    return {"tempo_bpm": tempo, "key": None if key is None else f"{key.tonic} {key.mode}"}


def _cut(audio: Audio, seconds: float) -> Audio:
    """The whole samples of a length; nothing is added to what is shorter."""
    length = round(seconds * audio.sample_rate)
    return audio if audio.num_samples <= length else Audio(audio.samples[:, :length].copy(), audio.sample_rate)


def _with_audio(made: Made, audio: Audio) -> Made:
    if audio is made.mix:
        return made
    from engine.audio.loudness import integrated_loudness, true_peak_dbtp

    return replace(made, mix=audio, loudness_lufs=integrated_loudness(audio), true_peak_dbtp=true_peak_dbtp(audio))


def listen(audio: Audio, models_folder: Path | None, *, report: Report) -> Analysis:
    """Tempo, beats and key of a candidate, heard in its mixture."""
    import tempfile

    from engine.audio.encode import write
    from engine.jobs.song import load_song
    from engine.jobs.song_analysis import analyse_song

    with tempfile.TemporaryDirectory(prefix="aurax-") as folder:
        file = Path(folder) / "mix.wav"
        write(file, audio)
        song = load_song(file, max_hours=1.0)
        return analyse_song(
            song, None, report=lambda fraction, _stage: report(fraction), models_folder=models_folder
        ).analysis

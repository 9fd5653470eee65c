"""What a tuned model plays at a milestone or a validation, and how it is scored: heard like any song, by AURA-X."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.finetune.recipe import DRIFT_BELOW, FineTune, text_of
from trainer.orchestrator.seam import Measure, Sample, ScoredSample

if TYPE_CHECKING:
    from lightning_fabric import Fabric

    from engine.generation.musicgen.checkpoint import Checkpoint

_SECONDS = 30.0
"""Of a sample, where the model looks back as far: enough bars to be judged."""


@dataclass(frozen=True, slots=True)
class HeardSample:
    """What is heard in a sample.

    Args:
        total: AURA-X; None where too little could be judged.
        has_log_drum, probability: The detector's verdict on the log drum; None where it cannot be told.
        problem: Why nothing was heard at all; empty usually.
    """

    total: float | None
    has_log_drum: bool | None
    probability: float | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CultureHooks:
    """See ``trainer.orchestrator.seam.SampleHooks``.

    Args:
        recipe: Whose held-out clips and captions are used.
        pass_at: Total score from which a sample passes.
        seconds: Length of a sample.
        home: The program's folder of this user: its scoring profiles, and networks the analysis may use.
    """

    recipe: FineTune
    pass_at: float = DRIFT_BELOW
    seconds: float = _SECONDS
    home: Path | None = None

    @property
    def measure(self) -> Measure:
        words = (
            f"share of generated pieces of {self.seconds:g} s whose total AURA-X score is {self.pass_at:g} or more; "
            "each is separated, analysed and judged as any song is. One that cannot be scored has not passed."
        )
        return Measure("aura_x", words, is_stand_in=False)

    def losses(self, network: Any, fabric: Fabric) -> Sequence[float]:
        """Cross-entropy of held-out clips."""
        return self.recipe.held_out_losses(network, fabric)

    def generate(self, network: Any, fabric: Fabric, folder: Path, number: int) -> Iterator[Sample]:
        """Pieces for the captions of held-out clips, seeds 0, 1, 2 …"""
        from trainer.finetune.network import merged_tensors

        tuned = replace(self.recipe.checkpoint, tensors=merged_tensors(network))
        texts = [text_of(self.recipe.cached, index) for index in range(number)]
        yield from play(tuned, texts, folder, seconds=self.seconds, device=fabric.device.type)

    def score(self, sample: Sample) -> ScoredSample:
        """The sample's total score; None where nothing can be judged in it."""
        heard = self.heard(sample)
        total = heard.total
        if total is None:
            why = heard.problem or "no total: too little could be judged"
            return ScoredSample(sample.name, sample.file, None, None, why)
        return ScoredSample(sample.name, sample.file, round(total, 4), total >= self.pass_at, f"AURA-X {total:.2f}")

    def heard(self, sample: Sample) -> HeardSample:
        """Separate, analyse and judge a sample as any song is."""
        return hear(sample, self.home)

    def scores(self, network: Any, fabric: Fabric, number: int) -> list[float | None]:
        """Scores of so many pieces that are not kept."""
        with tempfile.TemporaryDirectory(prefix="aurax-") as folder:
            return [self.score(sample).score for sample in self.generate(network, fabric, Path(folder), number)]


def play(
    checkpoint: Checkpoint, texts: Sequence[str], folder: Path, *, seconds: float, device: str = "cpu", seed: int = 0
) -> Iterator[Sample]:
    """A piece for each of the texts, with the seeds ``seed``, ``seed + 1`` …, as it is asked for."""
    import numpy as np

    from engine.audio.encode import write
    from engine.core.audio import Audio
    from engine.generation.musicgen.model import MusicGen, Wanted
    from engine.generation.musicgen.sampling import Noise, Sampling

    player = MusicGen(checkpoint, device=device)
    sampling = Sampling(top_k=min(250, checkpoint.language.cardinality))
    folder.mkdir(parents=True, exist_ok=True)
    for index, words in enumerate(texts):
        wanted = Wanted(texts=[words], seconds=seconds, sampling=sampling)
        codes = player.tokens(wanted, Noise([seed + index], device=device))
        sound = player.codec.decode(codes)[0].float().cpu().numpy()
        file = folder / f"sample_{index:04d}.wav"
        samples = np.ascontiguousarray(np.clip(sound, -1.0, 1.0), np.float32)
        write(file, Audio(samples, player.codec.settings.sample_rate), subtype="pcm16")
        yield Sample(file.stem, file, words)


def hear(sample: Sample, home: Path | None = None) -> HeardSample:
    """Separate, analyse and judge a sample as any song is; ``home`` is the program's folder, None for the user's."""
    from engine.core.errors import UserError

    try:
        return _hear(sample, home)
    except UserError as error:
        return HeardSample(None, None, None, str(error))


def _hear(sample: Sample, home: Path | None) -> HeardSample:
    from engine.audio.files import read
    from engine.core.jobs import no_report
    from engine.culture.profile import profile_of
    from engine.generation.base import Made
    from engine.jobs.heard_take import hear as heard_by_us
    from engine.jobs.score_song import judged
    from engine.paths import Paths
    from engine.settings import ScoringSettings

    assert sample.file is not None
    paths = Paths.for_user() if home is None else Paths.under(home)
    heard = heard_by_us(Made(mix=read(sample.file)), paths.models, subtype="float32", report=no_report)
    profile = profile_of(ScoringSettings().profile, paths.home)
    value = judged(heard.analysis, heard.stems, profile=profile).total.get("value")
    drum = heard.analysis.log_drum
    present, probability = (None, None) if drum is None else (drum.present, drum.probability)
    return HeardSample(None if value is None else float(value), present, probability)

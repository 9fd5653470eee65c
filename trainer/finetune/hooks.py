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

_SECONDS = 30.0
"""Of a sample, where the model looks back as far: enough bars to be judged."""


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
        import numpy as np

        from engine.audio.encode import write
        from engine.core.audio import Audio
        from engine.generation.musicgen.model import MusicGen, Wanted
        from engine.generation.musicgen.sampling import Noise, Sampling
        from trainer.finetune.network import merged_tensors

        checkpoint = self.recipe.checkpoint
        device = fabric.device.type
        player = MusicGen(replace(checkpoint, tensors=merged_tensors(network)), device=device)
        sampling = Sampling(top_k=min(250, checkpoint.language.cardinality))
        folder.mkdir(parents=True, exist_ok=True)
        for index in range(number):
            words = text_of(self.recipe.cached, index)
            wanted = Wanted(texts=[words], seconds=self.seconds, sampling=sampling)
            codes = player.tokens(wanted, Noise([index], device=device))
            sound = player.codec.decode(codes)[0].float().cpu().numpy()
            file = folder / f"sample_{index:04d}.wav"
            samples = np.ascontiguousarray(np.clip(sound, -1.0, 1.0), np.float32)
            write(file, Audio(samples, player.codec.settings.sample_rate), subtype="pcm16")
            yield Sample(file.stem, file, words)

    def score(self, sample: Sample) -> ScoredSample:
        """The sample's total score; None where nothing can be judged in it."""
        from engine.core.errors import UserError

        try:
            total = self._total(sample)
        except UserError as error:
            return ScoredSample(sample.name, sample.file, None, None, str(error))
        if total is None:
            return ScoredSample(sample.name, sample.file, None, None, "no total: too little could be judged")
        return ScoredSample(sample.name, sample.file, round(total, 4), total >= self.pass_at, f"AURA-X {total:.2f}")

    def _total(self, sample: Sample) -> float | None:
        from engine.audio.files import read
        from engine.core.jobs import no_report
        from engine.culture.profile import profile_of
        from engine.generation.base import Made
        from engine.jobs.heard_take import hear
        from engine.jobs.score_song import judged
        from engine.paths import Paths
        from engine.settings import ScoringSettings

        assert sample.file is not None
        paths = Paths.for_user() if self.home is None else Paths.under(self.home)
        heard = hear(Made(mix=read(sample.file)), paths.models, subtype="float32", report=no_report)
        profile = profile_of(ScoringSettings().profile, paths.home)
        score = judged(heard.analysis, heard.stems, profile=profile)
        value = score.total.get("value")
        return None if value is None else float(value)

    def scores(self, network: Any, fabric: Fabric, number: int) -> list[float | None]:
        """Scores of so many pieces that are not kept."""
        with tempfile.TemporaryDirectory(prefix="aurax-") as folder:
            return [self.score(sample).score for sample in self.generate(network, fabric, Path(folder), number)]

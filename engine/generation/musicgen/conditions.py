"""What the model is told: words, melodies and excerpts as vectors, with their absence beside them for guidance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.generation.musicgen.run import Conditions
from engine.generation.musicgen.settings import MELODY, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import torch

    from engine.generation.musicgen.chroma import Chroma
    from engine.generation.musicgen.settings import LanguageModel
    from engine.generation.musicgen.style import Style
    from engine.generation.musicgen.text import T5Reader


@dataclass(frozen=True, slots=True, eq=False)
class Excerpts:
    """What pieces are to sound like.

    Args:
        audio: Mono ``[items, samples]``, of one length, at the style settings' rate.
        num_used: Codebooks that pass: 1 (free) to the model's own number (close); None for its usual.
    """

    audio: torch.Tensor
    num_used: int | None = None


class Conditioner:
    """Words and melodies to ``Conditions``.

    Args:
        language: Says which conditions there are and how they enter.
        tensors: Holds their projections.
        reader: T5.
        chroma: None for models that know no melody.
        style: None for models that hear no excerpt.
        device: Where the vectors lie.
    """

    def __init__(
        self,
        language: LanguageModel,
        tensors: Mapping[str, torch.Tensor],
        reader: T5Reader,
        chroma: Chroma | None,
        *,
        style: Style | None = None,
        device: str = "cpu",
    ) -> None:
        self.language, self.reader, self.chroma, self.device = language, reader, chroma, device
        self.style = style
        self._projections = {
            name: tuple(
                tensors[f"condition_provider.conditioners.{name}.output_proj.{kind}"].float().to(device)
                for kind in ("weight", "bias")
            )
            for name in (TEXT, *([] if chroma is None and style is None else [MELODY]))
        }

    def __call__(
        self,
        texts: Sequence[str],
        melodies: Sequence[torch.Tensor | None] | None = None,
        *,
        excerpts: Excerpts | None = None,
        is_two_step: bool = False,
    ) -> tuple[Conditions, ...]:
        """Conditions for each text, and their absence: in one for all rows, or with ``is_two_step`` in two.

        Args:
            texts: Prompts; an empty one is no words at all.
            melodies: Mono ``[samples]`` for each text, at the melody settings' rate; None for none.
            excerpts: What each is to sound like. Where there are words too, three rows for each item.
            is_two_step: Pad the absent words for themselves (to nothing) instead of to the longest prompt.

        Raises:
            UserError: If a melody, or an excerpt, is given to a model that knows none.
        """
        import torch

        if excerpts is not None:
            return self._like(texts, excerpts)

        melodies = list(melodies or [None] * len(texts))
        if self.chroma is None and any(melody is not None for melody in melodies):
            raise UserError("This model takes no melody", "Use musicgen-melody, or leave the melody out.")
        with torch.inference_mode():
            told = {TEXT: self._words(texts)}
            longest = told[TEXT].shape[1]
            untold = {TEXT: self._words([""] * len(texts), 1 if is_two_step else longest)}
            if self.chroma is not None:
                told[MELODY] = self._melodies(melodies)
                untold[MELODY] = self._melodies([None] * len(texts))
            elif self.style is not None:
                told[MELODY] = untold[MELODY] = torch.zeros((len(texts), 1, self.language.width), device=self.device)
            if is_two_step:
                return self._entered(told), self._entered(untold)
            return (self._entered({name: torch.cat([told[name], untold[name]]) for name in told}),)

    def _like(self, texts: Sequence[str], excerpts: Excerpts) -> tuple[Conditions, ...]:
        """Rows with words and excerpt, with the excerpt alone, and with neither; without any words the last two."""
        import torch

        if self.style is None:
            raise UserError("This model hears no excerpt", "Use musicgen-style, or leave the excerpt out.")
        with torch.inference_mode():
            words = self._words(texts)
            heard = self._projected(MELODY, self.style(excerpts.audio, excerpts.num_used))
            no_words, unheard = torch.zeros_like(words), torch.zeros_like(heard)
            rows = [(words, heard), (no_words, heard), (no_words, unheard)][0 if any(texts) else 1 :]
            told, like = (torch.cat(part) for part in zip(*rows, strict=True))
            return (self._entered({TEXT: told, MELODY: like}),)

    def _entered(self, vectors: dict[str, torch.Tensor]) -> Conditions:
        import torch

        cross = [vectors[name] for name in self.language.cross]
        prefix = [vectors[name] for name in self.language.prepend]
        words = torch.cat(cross, dim=1) if cross else None
        if words is not None and self.language.cross_positions:
            from engine.generation.musicgen.decoder import sinusoids

            positions = sinusoids(words.shape[1], words.shape[2], 10_000.0).to(self.device)
            words = words + self.language.cross_positions * positions
        return Conditions(words, torch.cat(prefix, dim=1) if prefix else None)

    def _words(self, texts: Sequence[str], length: int = 0) -> torch.Tensor:
        """``[texts, tokens, width]``; absent words and padding are exactly zero."""
        import torch

        if not any(texts):
            return torch.zeros((len(texts), max(1, length), self.language.width), device=self.device)
        read = self.reader.read(texts)
        mask = read.mask.clone()
        mask[[index for index, text in enumerate(texts) if not text]] = 0
        return self._projected(TEXT, read.vectors) * mask.unsqueeze(-1)

    def _melodies(self, melodies: Sequence[torch.Tensor | None]) -> torch.Tensor:
        """``[melodies, rows, width]``; the absence of one is the projection of a silent chromagram."""
        import torch
        from torch.nn.functional import pad

        assert self.chroma is not None
        longest = max((len(melody) for melody in melodies if melody is not None), default=1)
        silent = torch.zeros(1)
        given = [silent if melody is None else melody for melody in melodies]
        audio = torch.stack([pad(melody, (0, longest - len(melody))) for melody in given])
        return self._projected(MELODY, self.chroma(audio))

    def _projected(self, name: str, vectors: torch.Tensor) -> torch.Tensor:
        from torch.nn.functional import linear

        weight, bias = self._projections[name]
        return linear(vectors.to(weight.dtype), weight, bias)

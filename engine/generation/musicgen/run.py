"""From conditions to tokens: the delay pattern, the first steps at once, then one step after the other.

Codebook ``k`` is late by ``delays[k]`` steps, so that a step can choose all its codebooks at once and each still knows
the coarser ones of its moment (Copet et al. 2023, "delay pattern"). A step 0 of special tokens comes before all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.core.jobs import Report, no_report
from engine.generation.musicgen.sampling import Noise, Sampling, choose, guided, guided_twice

if TYPE_CHECKING:
    import torch

    from engine.generation.musicgen.decoder import Decoder, Words
    from engine.generation.musicgen.stream import Stream

UNKNOWN = -1
"""A token that is still to be chosen."""


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What a model is told, one row for each sequence it computes.

    Args:
        words: Cross-attended, ``[rows, words, width]``; None for models without cross-attention.
        prefix: In front of the tokens, ``[rows, positions, width]``.
    """

    words: torch.Tensor | None
    prefix: torch.Tensor | None

    @property
    def prefix_length(self) -> int:
        return 0 if self.prefix is None else int(self.prefix.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Tokens in the order in which they are chosen.

    Args:
        sequence: ``[items, codebooks, steps]``, ``UNKNOWN`` where still to be chosen.
        is_valid: ``[codebooks, steps]``: False where only the special token can stand.
    """

    sequence: torch.Tensor
    is_valid: torch.Tensor


def delayed(codes: torch.Tensor, delays: tuple[int, ...], special: int) -> Pattern:
    """Codes ``[items, codebooks, time]`` in the order of steps."""
    import torch

    items, number, length = codes.shape
    steps = length + max(delays) + 1
    sequence = torch.full((items, number, steps), special, dtype=torch.long, device=codes.device)
    is_valid = torch.zeros((number, steps), dtype=torch.bool, device=codes.device)
    for index, delay in enumerate(delays):
        sequence[:, index, 1 + delay : 1 + delay + length] = codes[:, index]
        is_valid[index, 1 + delay : 1 + delay + length] = True
    return Pattern(sequence, is_valid)


def undelayed(sequence: torch.Tensor, delays: tuple[int, ...]) -> torch.Tensor:
    """The codes ``[items, codebooks, time]`` of a sequence."""
    import torch

    length = sequence.shape[-1] - max(delays) - 1
    return torch.stack([sequence[:, index, 1 + delay : 1 + delay + length] for index, delay in enumerate(delays)], 1)


class Run:
    """One window of tokens in the making.

    Args:
        decoder: The model.
        conditions: One, with all rows (first those with conditions, then those without); or two with
            ``sampling.is_two_step``, the ones and the others apart. Without guidance one with a row for each item.
            With words and an excerpt three rows for each: both, the excerpt alone, neither.
        codes: ``[items, codebooks, time]``: a beginning that is given, and ``UNKNOWN`` from there on.
        sampling: How tokens are chosen.
    """

    def __init__(
        self, decoder: Decoder, conditions: tuple[Conditions, ...], codes: torch.Tensor, sampling: Sampling
    ) -> None:
        import torch

        language = decoder.language
        self.decoder, self.sampling = decoder, sampling
        self.guidance = language.guidance if sampling.guidance is None else sampling.guidance
        codes = codes.to(decoder.device)
        self.pattern = delayed(codes, language.delays, language.special_token)
        self.prefix = max(each.prefix_length for each in conditions)
        self.steps = int(self.pattern.sequence.shape[-1])
        rows = sum(_rows(each, len(codes)) for each in conditions)
        self.rows_each = rows // len(codes)
        self.capacity = self._capacity(self.prefix + self.steps)
        self._conditions = conditions
        self.caches = tuple(decoder.cache(_rows(each, len(codes)), self.capacity) for each in conditions)
        self.words: tuple[Words | None, ...] = tuple(
            None if each.words is None else decoder.attend_to(each.words) for each in conditions
        )
        self.offset = torch.zeros(1, dtype=torch.long, device=decoder.device)
        shape = (len(codes), language.num_codebooks, language.cardinality)
        self.noise = torch.empty(shape, device=decoder.device) if sampling.draws else None

    @staticmethod
    def _capacity(positions: int) -> int:
        return positions

    def begin(self, start: int) -> None:
        """Compute all steps before ``start`` at once, and choose the tokens of step ``start``."""
        import torch

        tokens = self.pattern.sequence[:, :, :start]
        logits = [
            self.decoder.begin(tokens, each.prefix, cache, words)
            for each, cache, words in zip(self._conditions, self.caches, self.words, strict=True)
        ]
        self.offset.fill_(start)
        self._write(torch.cat(logits))

    def advance(self, step: int) -> None:
        """Choose the tokens of ``step``, the one after the last."""
        self.offset.fill_(step)
        self.one_step(self.prefix + step, is_exact=True)

    def one_step(self, span: int, *, is_exact: bool) -> None:
        """What one step computes, on buffers that stay where they are: as it stands, or recorded as a graph.

        Args:
            span: How many cached positions are looked at, the longest prefix included.
            is_exact: All of them are filled; see ``Decoder.step``.
        """
        import torch

        tokens = self.pattern.sequence.index_select(2, self.offset - 1).squeeze(2)
        logits = []
        for each, cache, words in zip(self._conditions, self.caches, self.words, strict=True):
            position = self.offset - 1 + each.prefix_length
            own = span - self.prefix + each.prefix_length if is_exact else span
            logits.append(self.decoder.step(tokens, position, cache, words, span=own, is_exact=is_exact))
        self._write(logits[0] if len(logits) == 1 else torch.cat(logits))

    def _write(self, logits: torch.Tensor) -> None:
        import torch

        chosen = choose(self._guided(logits), self.sampling, self.noise)
        is_valid = self.pattern.is_valid.index_select(1, self.offset).squeeze(1)
        # masked_fill takes the number along; torch.where would copy it to the device, which a graph cannot record
        chosen = chosen.masked_fill(~is_valid, self.decoder.language.special_token)
        old = self.pattern.sequence.index_select(2, self.offset)
        self.pattern.sequence.index_copy_(2, self.offset, torch.where(old == UNKNOWN, chosen.unsqueeze(2), old))

    def _guided(self, logits: torch.Tensor) -> torch.Tensor:
        if self.rows_each == 3:
            return guided_twice(logits, self.guidance, self.sampling.words_guidance)
        return guided(logits, self.guidance) if self.rows_each == 2 else logits


def _rows(conditions: Conditions, items: int) -> int:
    for each in (conditions.words, conditions.prefix):
        if each is not None:
            return int(each.shape[0])
    return items


def make_run(decoder: Decoder, conditions: tuple[Conditions, ...], codes: torch.Tensor, sampling: Sampling) -> Run:
    """A run as the device runs it best: recorded as graphs on CUDA, step by step on a processor."""
    if decoder.device == "cpu":
        return Run(decoder, conditions, codes, sampling)
    from engine.generation.musicgen.graphs import GraphedRun

    return GraphedRun(decoder, conditions, codes, sampling)


def generate(
    decoder: Decoder,
    conditions: tuple[Conditions, ...],
    prompt: torch.Tensor,
    length: int,
    sampling: Sampling,
    noise: Noise,
    *,
    report: Report = no_report,
    stream: Stream | None = None,
) -> torch.Tensor:
    """Tokens of one window.

    Args:
        decoder: The model.
        conditions: See ``Run``.
        prompt: Codes it begins with, ``[items, codebooks, time]``, of any time below ``length``.
        length: Time steps, the prompt's included.
        sampling: How tokens are chosen.
        noise: The chance in it; goes on from window to window.
        report: Called at every step.
        stream: Takes the first item's codes as soon as they complete a block and are known in all codebooks.

    Returns:
        Codes ``[items, codebooks, length]``, the prompt's included.
    """
    import torch

    given = int(prompt.shape[-1])
    if not given < length:
        raise ValueError(f"the prompt of {given} steps must be shorter than the {length} asked for")
    with torch.inference_mode():
        codes = torch.full((*prompt.shape[:2], length), UNKNOWN, dtype=torch.long)
        codes[..., :given] = prompt
        run = make_run(decoder, conditions, codes, sampling)
        start = given + 1 + decoder.language.delays[0]
        for step in range(start, run.steps):
            report((step - start) / (run.steps - start))
            if run.noise is not None:
                noise.draw(run.noise)
            if step == start:
                run.begin(start)
            else:
                run.advance(step)
            complete = step - max(decoder.language.delays)
            if stream is not None and complete - given >= stream.missing:
                stream.push(undelayed(run.pattern.sequence[:1], decoder.language.delays)[..., given:complete])
                given = complete
        codes = undelayed(run.pattern.sequence, decoder.language.delays)
        if stream is not None:
            stream.push(codes[:1, :, given:])
        return codes

"""A MusicGen ready to play: prompts to tokens, in windows where the piece is longer than the model looks back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.core.jobs import Report, no_report, part_of
from engine.generation.musicgen.chroma import Chroma
from engine.generation.musicgen.codec import EnCodec
from engine.generation.musicgen.conditions import Conditioner
from engine.generation.musicgen.decoder import Decoder
from engine.generation.musicgen.run import generate
from engine.generation.musicgen.sampling import Noise, Sampling
from engine.generation.musicgen.style import Listener, Style
from engine.generation.musicgen.text import T5Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import torch

    from engine.generation.musicgen.checkpoint import Checkpoint
    from engine.generation.musicgen.conditions import Excerpts
    from engine.generation.musicgen.run import Conditions
    from engine.generation.musicgen.stream import Stream

STRIDE_SHARE = 0.6
"""Of a window, how far each goes beyond the one before: audiocraft's 18 of 30 seconds."""


SHORTEST_STEP_SECONDS = 2.0
"""Sections that begin closer than this to where a window would end anyway do not cut it (design value)."""


@dataclass(frozen=True, slots=True)
class Section:
    """From ``start`` seconds on each item is told these words instead."""

    start: float
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Wanted:
    """What a model is asked to play.

    Args:
        texts: One prompt for each item.
        seconds: Length, what is continued included.
        melodies: Mono ``[samples]`` at the melody rate, or None, for each item.
        excerpts: What each is to sound like, for style models; the same in every window.
        prompt: Codes to continue, ``[items, codebooks, steps]``.
        sampling: How tokens are chosen.
        stride_seconds: How far each window goes beyond the one before; None for ``STRIDE_SHARE`` of a window.
        sections: Words that change on the way, in time's order; a window ends where the next section begins, and each
            hears the end of the one before.
    """

    texts: Sequence[str]
    seconds: float
    melodies: Sequence[torch.Tensor | None] | None = None
    excerpts: Excerpts | None = None
    prompt: torch.Tensor | None = None
    sampling: Sampling = field(default_factory=Sampling)
    stride_seconds: float | None = None
    sections: Sequence[Section] = ()


class MusicGen:
    """All parts of a checkpoint on one device.

    Args:
        checkpoint: Opened files.
        device: ``cpu`` or ``cuda``.
        precision: Of the language model; see ``Decoder``.
    """

    def __init__(self, checkpoint: Checkpoint, *, device: str = "cpu", precision: str = "fp32") -> None:
        language = checkpoint.language
        self.language, self.model, self.device = language, checkpoint.model, device
        self.codec = EnCodec(
            checkpoint.codec,
            num_codebooks=language.num_codebooks,
            is_stereo=language.is_stereo,
            device=device,
            model=checkpoint.model,
        )
        melody = language.melody
        self.chroma = None if melody is None else Chroma(melody, window_seconds=language.window_seconds, device=device)
        self.style = self._style(checkpoint)
        self.conditioner = Conditioner(
            language,
            checkpoint.tensors,
            T5Reader(checkpoint.text, device=device, model=checkpoint.model),
            self.chroma,
            style=self.style,
            device=device,
        )
        positions = int(language.window_seconds * self.token_rate) + max(language.delays) + 1
        in_front = self.chroma.length if self.chroma else self.style.positions() if self.style else 0
        prefix = in_front + 512  # the most words there can be
        self.decoder = Decoder(
            language, checkpoint.tensors, device=device, precision=precision, longest=positions + prefix
        )

    def _style(self, checkpoint: Checkpoint) -> Style | None:
        if checkpoint.language.style is None or checkpoint.listener is None:
            return None
        found = checkpoint.listener
        listener = Listener(found.config, found.tensors, device=self.device, model=checkpoint.model)
        return Style(checkpoint.language.style, checkpoint.tensors, listener, device=self.device)

    @property
    def token_rate(self) -> float:
        """Steps in a second."""
        return self.codec.settings.token_rate

    def tokens(
        self, wanted: Wanted, noise: Noise, *, report: Report = no_report, stream: Stream | None = None
    ) -> torch.Tensor:
        """Codes ``[items, codebooks, steps]`` of a whole piece, what is continued included.

        Args:
            wanted: What to play.
            noise: The chance in it.
            report: Called at every step.
            stream: Takes the first item's codes while the others are still to come.

        Raises:
            UserError: If what is to be continued leaves no room in the length asked for, or in a window.
        """
        import torch

        total, window, _ = self._lengths(wanted)
        items = len(wanted.texts)
        prompt = wanted.prompt
        if prompt is None:
            prompt = torch.zeros((items, self.language.num_codebooks, 0), dtype=torch.long)
        if prompt.shape[-1] >= min(total, window):
            raise UserError(
                f"What is to be continued has {prompt.shape[-1] / self.token_rate:.1f} s, "
                f"which leaves no room in {min(total, window) / self.token_rate:.1f} s",
                "Give its last seconds only, or ask for a longer piece.",
            )
        whole, done = prompt, int(prompt.shape[-1])
        if stream is not None:
            stream.push(prompt[:1])
        for offset, length in self._windows(wanted, done):
            part = part_of(report, done / total, (offset + length) / total)
            conditions = self._conditions(wanted, offset, done)
            codes = generate(
                self.decoder,
                conditions,
                whole[:, :, offset:],
                length,
                wanted.sampling,
                noise,
                report=part if length < total else report,
                stream=stream,
            )
            whole = torch.cat([whole.to(self.device), codes[:, :, done - offset :]], dim=-1)
            done = offset + length
        if stream is not None:
            stream.close()
        return whole

    def _windows(self, wanted: Wanted, given: int) -> Iterator[tuple[int, int]]:
        """Each window's first step and length.

        Without sections they are audiocraft's: all of one length, a stride apart.
        """
        total, window, stride = self._lengths(wanted)
        bounds = [round(section.start * self.token_rate) for section in wanted.sections]
        shortest = round(SHORTEST_STEP_SECONDS * self.token_rate)
        offset, done = 0, given
        while done < total:
            end = min(total, offset + window)
            if bounds:
                end = next((bound for bound in bounds if done + shortest <= bound < end), end)
                end = total if total - end < shortest and total - offset <= window else end
            yield offset, end - offset
            done = end
            offset = max(0, done - (window - stride)) if bounds else offset + stride

    def _lengths(self, wanted: Wanted) -> tuple[int, int, int]:
        """Steps of the whole, of a window, and from window to window."""
        language, rate = self.language, self.token_rate
        stride = STRIDE_SHARE * language.window_seconds if wanted.stride_seconds is None else wanted.stride_seconds
        if not 0.0 < stride < language.window_seconds:
            raise UserError(
                f"Windows of {language.window_seconds:g} s cannot go {stride:g} s beyond one another",
                f"Choose more than 0 and less than {language.window_seconds:g} seconds.",
            )
        # audiocraft rounds each length down; the pinch more keeps 0.6 × 30 from becoming 17.99…
        return int(wanted.seconds * rate), int(language.window_seconds * rate), int(stride * rate + 1e-6)

    def _conditions(self, wanted: Wanted, offset: int, done: int) -> tuple[Conditions, ...]:
        """As told for the window that starts at step ``offset`` and makes what comes after ``done``.

        A melody is repeated to fill it. The words are those of the section that most of its first seconds belong to.
        """
        moment = done / self.token_rate + SHORTEST_STEP_SECONDS / 2
        texts = next((each.texts for each in reversed(wanted.sections) if each.start <= moment), wanted.texts)
        melodies = wanted.melodies
        if melodies is not None and wanted.seconds > self.language.window_seconds:
            melodies = [None if each is None else self._melody_from(each, offset) for each in melodies]
        return self.conditioner(texts, melodies, excerpts=wanted.excerpts, is_two_step=wanted.sampling.is_two_step)

    def _melody_from(self, melody: torch.Tensor, offset: int) -> torch.Tensor:
        import torch

        settings = self.language.melody
        assert settings is not None
        start = int(offset / self.token_rate * settings.sample_rate)
        length = int(self.language.window_seconds * settings.sample_rate)
        return melody[torch.arange(start, start + length) % len(melody)]

"""MusicGen as a generator: words (and a melody, or a beginning) to sound. It plans nothing and knows no notes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.jobs import Report, no_report, part_of
from engine.generation.base import Made, OnSound, Planned, Request, SectionWords
from engine.generation.musicgen.checkpoint import Checkpoint
from engine.generation.musicgen.ladder import Fixed, Way, with_less
from engine.generation.musicgen.lora import open_source
from engine.generation.musicgen.memory import Need, need, require_room
from engine.generation.musicgen.model import MusicGen, Wanted
from engine.generation.musicgen.sampling import Noise, Sampling
from engine.generation.musicgen.source import Source, device_of, source_of
from engine.generation.musicgen.stream import Stream
from engine.generation.musicgen.told import prompt_of, seconds_of, sections_of, together

if TYPE_CHECKING:
    from engine.core.blueprint import Blueprint
    from engine.generation.setup import GeneratorSetup

_PRECISIONS = {"cpu": "fp32", "cuda": "fp16"}
_TOKENS_SHARE = 0.9  # of the progress; the rest is the codec


class MusicGenGenerator:
    """A loaded MusicGen.

    Args:
        reopen: Opens its files; called again where memory makes it change its precision or device.
        source: Where they come from.
        device, precision: How to run; less of either where memory will not do.
        is_reference: Let audiocraft's own program play it.
        fixed: What of device and precision the user has chosen.
    """

    id = "musicgen"
    commercial_use = False  # whoever tuned them: weights that descend from Meta's keep its licence

    def __init__(
        self,
        reopen: Callable[[], Checkpoint],
        source: Source,
        *,
        device: str,
        precision: str,
        is_reference: bool,
        fixed: Fixed | None = None,
    ) -> None:
        checkpoint = reopen()
        self.model, self.revision, self.licence = source.model, source.revision, source.licence
        self.device, self.precision, self.is_reference = device, precision, is_reference
        self.sampling = Sampling(top_k=min(250, checkpoint.language.cardinality))
        self.memory_steps: list[str] = []
        self._fixed = fixed or Fixed()
        self._language, self._codec = checkpoint.language, checkpoint.codec.settings
        self._file_bytes = checkpoint.num_bytes
        self._reopen = reopen
        self._checkpoint: Checkpoint | None = checkpoint
        self._loaded: MusicGen | None = None
        self._oracle: Any = None

    def parameters(self) -> dict[str, Any]:
        """What a take depends on beside prompt, seed and length; stands in its recipe."""
        sampling = self.sampling
        return {
            "device": self.device,
            "precision": self.precision,
            "decoder": "reference" if self.is_reference else "own",
            "temperature": sampling.temperature,
            "top_k": sampling.top_k,
            "top_p": sampling.top_p,
            "guidance": self._language.guidance if sampling.guidance is None else sampling.guidance,
            **({"memory": list(self.memory_steps)} if self.memory_steps else {}),
        }

    @property
    def _hears_style(self) -> bool:
        return self._language.style is not None and not self.is_reference

    @property
    def abilities(self) -> frozenset[str]:
        """What it can beside words; audiocraft's own loop hands over no sound on its way and knows one prompt."""
        own = () if self.is_reference else ("preview", "sections")
        heard = [*(["melody"] if self._language.melody else []), *(["like"] if self._hears_style else [])]
        return frozenset(("continue", *own, *heard))

    @property
    def window_seconds(self) -> float:
        """How far it looks back."""
        return self._language.window_seconds

    def told(self, request: Request) -> str:
        """The words the model gets."""
        return prompt_of(request)

    def told_sections(self, request: Request) -> tuple[SectionWords, ...]:
        """The words of each section, where the request has a blueprint; none for audiocraft's own loop."""
        return () if self.is_reference else sections_of(request)

    def needs(self, items: int, seconds: float) -> str:
        """What so many pieces at once need of memory, in words."""
        wanted = self.need(items, seconds)
        if self.device == "cpu":
            return f"about {max(wanted.total, wanted.loading) / 1e9:.1f} GB of memory"
        return (
            f"about {wanted.total / 1e9:.1f} GB of the graphics card's memory "
            f"(and {wanted.loading / 1e9:.1f} GB of the machine's while it is loaded)"
        )

    def seconds(self, request: Request) -> float:
        """How long a piece is to be."""
        return seconds_of(request)

    def plan(self, request: Request) -> Planned:
        """No blueprint: the words themselves are the plan."""
        told = [f"told: {prompt_of(request)}", f"{seconds_of(request):g} seconds"]
        told += [f"from {section.start:.1f} s: {section.words}" for section in self.told_sections(request)]
        told.append(f"{self.needs(1, seconds_of(request))} for one take")
        return Planned(None, tuple(told))

    def first_bars(self, blueprint: Blueprint, num_bars: int) -> Audio:
        """Not here: there are no bars before there is sound.

        Raises:
            UserError: Always.
        """
        raise UserError(
            f"MusicGen knows no plan of {blueprint.num_bars} bars, so it cannot play {num_bars} of them first",
            "Leave out --preview.",
        )

    def make(self, request: Request, *, report: Report = no_report, on_sound: OnSound | None = None) -> Made:
        """One piece."""
        return self.make_all([request], report=report, on_sound=on_sound)[0]

    def need(self, items: int, seconds: float) -> Need:
        """What so many pieces of this length at once need of the device's memory."""
        return need(
            self._language,
            items=items,
            seconds=seconds,
            token_rate=self._codec.token_rate,
            rows=2 if self._language.style is None else 3,
            precision="fp32" if self.is_reference and self.device == "cpu" else self.precision,
            codec=self._codec,
            file_bytes=self._file_bytes,
        )

    def make_all(
        self, requests: Sequence[Request], *, report: Report = no_report, on_sound: OnSound | None = None
    ) -> list[Made]:
        """Pieces of the same length at once: on a GPU eight cost little more than one.

        Each has a seed of its own and does not depend on the others, as far as rounding goes. Where memory will not do
        they are made in smaller batches, then with fewer bits, then on the processor; ``memory_steps`` says so.

        Args:
            requests: What is asked for.
            report: Progress; every step calls it, so that raising from it stops within one step.
            on_sound: Takes the first piece's sound, block by block, while it is being made. Where memory ends on the
                way it begins again at 0 seconds.

        Raises:
            UserError: If memory will not do in any way, or the model cannot do what is asked.
        """
        seconds = {seconds_of(request) for request in requests}
        if len(seconds) != 1:
            raise ValueError(f"pieces made at once have one length, got {sorted(seconds)}")
        length = seconds.pop()
        made: list[Made] = []

        def attempt(way: Way) -> None:
            self._run_as(way)
            while len(made) < len(requests):
                batch = requests[len(made) : len(made) + way.items]
                held = self.need(1, 0.0).weights if self._loaded is not None else 0
                require_room(self.need(len(batch), length), self.device, held=held)
                part = part_of(report, len(made) / len(requests), (len(made) + len(batch)) / len(requests))
                made.extend(self._batch(batch, length, part, None if made else on_sound))

        way = Way(items=len(requests), precision=self.precision, device=self.device)
        what = f"{len(requests)} take(s) of {length:g} s with {self.model}"
        with_less(way, attempt, fixed=self._fixed, told=self.memory_steps.append, what=what)
        report(1.0)
        return made

    def _batch(
        self, requests: Sequence[Request], length: float, report: Report, on_sound: OnSound | None
    ) -> list[Made]:
        started = time.perf_counter()
        loaded = self._load()
        stream = None if on_sound is None or self.is_reference else Stream(loaded.codec, on_sound)
        ready = time.perf_counter()
        codes = self._tokens(loaded, requests, length, part_of(report, 0.0, _TOKENS_SHARE), stream)
        played = time.perf_counter()
        sounds = [loaded.codec.decode(codes[index : index + 1])[0] for index in range(len(requests))]
        cost = {
            "load": round(ready - started, 3),
            "tokens": round(played - ready, 3),
            "decode": round(time.perf_counter() - played, 3),
        }
        if stream is not None and stream.first_sound is not None:
            cost["first_sound"] = round(stream.first_sound - started, 3)
        rate = loaded.codec.settings.sample_rate
        return [_made(sound.float().cpu().numpy(), rate, length, cost) for sound in sounds]

    def _run_as(self, way: Way) -> None:
        """Take another precision or device; what was loaded for the ones before is dropped."""
        if (way.precision, way.device) != (self.precision, self.device):
            self.precision, self.device = way.precision, way.device
            self._loaded = self._oracle = None

    def _load(self) -> MusicGen:
        """The network, at first use: a request that is refused costs no loading."""
        if self._loaded is None:
            checkpoint = self._checkpoint or self._reopen()
            self._checkpoint = None  # its tensors are on the device in a moment
            precision = "fp32" if self.is_reference else self.precision
            loaded = MusicGen(checkpoint, device=self.device, precision=precision)
            if self.is_reference and self._language.style is not None:
                raise UserError(
                    "audiocraft 1.3.0 does not know style models", "Leave out --decoder reference; ours plays them."
                )
            if self.is_reference:
                from engine.generation.musicgen.reference import load_reference

                self._oracle = load_reference(checkpoint, device=self.device)
            self._loaded = loaded
        return self._loaded

    def _tokens(
        self,
        loaded: MusicGen,
        requests: Sequence[Request],
        seconds: float,
        report: Report,
        stream: Stream | None = None,
    ) -> Any:
        import torch

        melodies = [self._melody(loaded, request.melody) for request in requests]
        beginnings = [self._codes(loaded, request.beginning) for request in requests]
        given = [codes for codes in beginnings if codes is not None]
        if given and (len(given) != len(requests) or len({codes.shape for codes in given}) != 1):
            raise ValueError("pieces made at once all continue something of one length, or all nothing")
        wanted = Wanted(
            texts=[prompt_of(request) for request in requests],
            seconds=seconds,
            melodies=melodies if any(melody is not None for melody in melodies) else None,
            excerpts=self._excerpts(loaded, requests),
            prompt=torch.cat(given) if given else None,
            sampling=self._sampling(requests),
            sections=together([self.told_sections(request) for request in requests]),
        )
        if self._oracle is None:
            noise = Noise([request.seed for request in requests], device=self.device)
            return loaded.tokens(wanted, noise, report=report, stream=stream)
        from engine.generation.musicgen.reference import reference_tokens

        with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
            torch.manual_seed(requests[0].seed)
            return reference_tokens(self._oracle, wanted, report=report)

    def _melody(self, loaded: MusicGen, melody: Audio | None) -> Any:
        import torch

        settings = loaded.language.melody
        if melody is None:
            return None
        if settings is None:
            raise UserError(f"The model '{self.model}' takes no melody", "Use musicgen-melody, or leave out --melody.")
        return torch.from_numpy(_at_rate(melody, settings.sample_rate, 1)[0].copy())

    def _sampling(self, requests: Sequence[Request]) -> Sampling:
        like = requests[0].like
        return self.sampling if like is None else replace(self.sampling, words_guidance=like.words)

    def _excerpts(self, loaded: MusicGen, requests: Sequence[Request]) -> Any:
        import torch

        from engine.generation.musicgen.conditions import Excerpts

        given = [request.like for request in requests if request.like is not None]
        if not given:
            return None
        settings = loaded.language.style
        if settings is None:
            raise UserError(f"The model '{self.model}' hears no music", "Use musicgen-style, or leave out --like.")
        if len(given) != len(requests) or len({(each.closeness, each.words) for each in given}) != 1:
            raise ValueError("pieces made at once all sound like something in one way, or none does")
        closeness = given[0].closeness
        if closeness is not None and not 1 <= closeness <= settings.num_codebooks:
            raise UserError(
                f"--closeness {closeness} is none of this model's", f"Choose 1 to {settings.num_codebooks}."
            )
        sounds = [_at_rate(each.excerpt, settings.sample_rate, 1)[0] for each in given]
        shortest = min(len(sound) for sound in sounds)
        return Excerpts(torch.from_numpy(np.stack([sound[:shortest] for sound in sounds])), closeness)

    def _codes(self, loaded: MusicGen, beginning: Audio | None) -> Any:
        import torch

        if beginning is None:
            return None
        codec = loaded.codec
        samples = _at_rate(beginning, codec.settings.sample_rate, codec.channels)
        return codec.encode(torch.from_numpy(samples.copy())[None]).cpu()


def _made(samples: Any, rate: int, seconds: float, cost: dict[str, float]) -> Made:
    from engine.audio.loudness import integrated_loudness, true_peak_dbtp

    mix = Audio(np.ascontiguousarray(samples[:, : round(seconds * rate)], np.float32), rate)
    return Made(mix=mix, loudness_lufs=integrated_loudness(mix), true_peak_dbtp=true_peak_dbtp(mix), seconds=cost)


def _at_rate(audio: Audio, sample_rate: int, channels: int) -> Any:
    from engine.audio.resample import resample
    from engine.audio.transform import to_mono, to_stereo

    fitted = to_mono(audio) if channels == 1 else to_stereo(audio)
    return resample(fitted, sample_rate).samples


def load_musicgen(setup: GeneratorSetup) -> MusicGenGenerator:
    """MusicGen from an installed model or a folder.

    Raises:
        UnknownModel: If no card and no folder has the name.
        ModelNotInstalled: If its weights are not on this machine.
        UserError: If a part is missing, or the device is not there.
        ModelRefused: If a file is not what it should be.
    """
    source = source_of(setup)
    device = device_of(setup.device)
    precision = _PRECISIONS[device] if setup.precision == "auto" else setup.precision
    if (precision == "int8" and device != "cpu") or (precision == "fp16" and device == "cpu"):
        raise UserError(
            f"--precision {precision} does not run on {device}", "int8 is for processors, fp16 for graphics cards."
        )
    scratch = setup.scratch or source.folder
    return MusicGenGenerator(
        lambda: open_source(source, scratch),
        source,
        device=device,
        precision=precision,
        is_reference=setup.decoder == "reference",
        fixed=Fixed(precision=setup.precision != "auto", device=setup.device != "auto"),
    )

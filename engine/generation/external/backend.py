"""An engine that is a program of its own, as a generator: what a card of the user's names is run for each piece."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError
from engine.core.jobs import Report, no_report, part_of
from engine.generation.base import Made, OnSound, Planned, Request, SectionWords
from engine.generation.external.process import SCHEMA, call, out_file

if TYPE_CHECKING:
    from engine.core.audio import Audio
    from engine.core.blueprint import Blueprint
    from engine.core.model_card import ModelCard
    from engine.generation.setup import GeneratorSetup

ARCHITECTURE = "external"
ABILITIES = ("melody", "continue")
"""What a card may say that its engine can, beside words."""
DEFAULT_SECONDS = 20.0
DEFAULT_TIMEOUT_MINUTES = 30.0


class ExternalGenerator:
    """The program of a card.

    Args:
        card: Its command, licence and abilities.
    """

    id = "external"

    def __init__(self, card: ModelCard) -> None:
        self.card = card
        self.model, self.licence, self.commercial_use = card.id, card.licence, card.commercial_use
        digest = hashlib.sha256("\0".join(card.command).encode()).hexdigest()[:8]
        self.revision = f"{card.revision}-{digest}"
        self.abilities = frozenset(card.abilities)
        self.window_seconds: float | None = None

    def parameters(self) -> dict[str, Any]:
        """What a take depends on beside the request; stands in its recipe."""
        return {"engine": self.card.title, "protocol": SCHEMA}

    def told(self, request: Request) -> str:
        """The words the program gets."""
        return request.prompt.strip()

    def told_sections(self, request: Request) -> tuple[SectionWords, ...]:  # noqa: ARG002 - the protocol's form
        """None: the protocol has one prompt for a piece."""
        return ()

    def needs(self, items: int, seconds: float) -> str:  # noqa: ARG002 - the protocol's form
        """Not known: the program is another's."""
        return ""

    def seconds(self, request: Request) -> float:
        """How long a piece is to be."""
        wishes = request.wishes
        if wishes.seconds is not None:
            return wishes.seconds
        if wishes.bars is not None:
            return wishes.bars * 4 * 60.0 / (wishes.tempo_bpm or 112.0)
        return DEFAULT_SECONDS

    def plan(self, request: Request) -> Planned:
        """No blueprint: the program plans by itself."""
        return Planned(None, (f"told: {self.told(request)}", f"{self.seconds(request):g} seconds"))

    def first_bars(self, blueprint: Blueprint, num_bars: int) -> Audio:
        """Not here.

        Raises:
            UserError: Always.
        """
        raise UserError(
            f"The engine '{self.model}' knows no plan of {blueprint.num_bars} bars, so it cannot play {num_bars} first",
            "Leave out --preview.",
        )

    def make(
        self,
        request: Request,
        *,
        report: Report = no_report,
        on_sound: OnSound | None = None,  # noqa: ARG002 - it has no ability "preview", so nobody asks
    ) -> Made:
        """One piece.

        Raises:
            UserError: If the program fails, or what it wrote is no sound.
        """
        from engine.audio.loudness import integrated_loudness, true_peak_dbtp

        started = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="aurax-engine-") as place:
            folder = Path(place)
            minutes = self.card.timeout_minutes or DEFAULT_TIMEOUT_MINUTES
            call(
                self.card.command, self._document(request, folder), name=self.model, timeout=60.0 * minutes,
                report=report,
            )  # fmt: skip
            mix = self._read(out_file(folder))
        seconds = round(time.perf_counter() - started, 3)
        return Made(
            mix=mix,
            loudness_lufs=integrated_loudness(mix),
            true_peak_dbtp=true_peak_dbtp(mix),
            seconds={"engine": seconds},
        )

    def make_all(
        self,
        requests: Sequence[Request],
        *,
        report: Report = no_report,
        on_sound: OnSound | None = None,  # noqa: ARG002 - it has no ability "preview", so nobody asks
    ) -> list[Made]:
        """Pieces one after the other: the program is asked for one at a time."""
        share = 1.0 / max(1, len(requests))
        return [
            self.make(request, report=part_of(report, index * share, (index + 1) * share))
            for index, request in enumerate(requests)
        ]

    def _document(self, request: Request, folder: Path) -> dict[str, Any]:
        from engine.audio.encode import write

        document: dict[str, Any] = {
            "schema": SCHEMA,
            "prompt": self.told(request),
            "seconds": self.seconds(request),
            "bpm": request.wishes.tempo_bpm,
            "key": None if request.wishes.key is None else str(request.wishes.key),
            "style": request.wishes.style,
            "seed": request.seed,
            "out": str(out_file(folder)),
            "melody": None,
            "beginning": None,
        }
        for name, audio in (("melody", request.melody), ("beginning", request.beginning)):
            if audio is not None:
                file = folder / f"{name}.wav"
                write(file, audio)
                document[name] = str(file)
        return document

    def _read(self, file: Path) -> Audio:
        from engine.audio.files import read
        from engine.core.errors import AudioReadError

        hint = "The WAV file must lie at the request's 'out' before the program ends."
        if not file.is_file():
            raise UserError(f"The engine '{self.model}' ended without a sound", hint)
        try:
            audio = read(file, max_hours=1.0)
        except AudioReadError as error:
            reason = f"The engine '{self.model}' wrote a file that cannot be heard: {error.reason}"
            raise UserError(reason, hint) from error
        if audio.num_channels > 2 or not audio.num_samples:
            raise UserError(f"The engine '{self.model}' wrote {audio.num_channels} channels", "Use mono or stereo.")
        return audio


def load_external(setup: GeneratorSetup) -> ExternalGenerator:
    """The engine of a card.

    Raises:
        UnknownModel: If no card has the id.
        UserError: If the card is none of an engine, or names no command.
    """
    from engine.models.catalog import Catalog

    where = "<models>/cards" if setup.models_folder is None else str(setup.models_folder / "cards")
    if not setup.model:
        raise UserError("No engine was named", f"Add --model ID, with a card in {where}; docs/how-to/add-an-engine.md.")
    card = Catalog(setup.models_folder).get(setup.model)
    if card.architecture != ARCHITECTURE or not card.command:
        raise UserError(
            f"The model '{card.id}' is no engine that runs as a program",
            f'Its card needs architecture = "{ARCHITECTURE}" and a command.',
        )
    unknown = [word for word in card.abilities if word not in ABILITIES]
    if unknown:
        raise UserError(f"The card of '{card.id}' says it can '{unknown[0]}'", f"Known are {', '.join(ABILITIES)}.")
    return ExternalGenerator(card)

"""A new session: plan, opaque ids, sealed key. The audio is made alike and written beside it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from engine.audio.encode import write
from engine.audio.files import read
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.core.jobs import Report, no_report
from engine.core.rating import (
    CATCH,
    MUSHRA,
    PAIRS,
    ItemKey,
    Question,
    RatedItem,
    Session,
    SessionKey,
    Trial,
    TrialKey,
)
from engine.rating import design, preregistration, sealed
from engine.rating.sessions import ITEMS, SESSION_FILE, write_session
from engine.rating.stimuli import Cut, Stimulus, alike
from engine.whole_file import whole_folder

REFERENCE = "reference"
_OPEN = "open reference"
"""A copy with a name and hash of its own, so that neither tells which item is the hidden reference."""
_ONE_TIME = 1_600_000_000
"""The time of change of every item: the order in which files were made tells nothing."""
_SHORT = 3


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A system's version of a prompt, with what is known beside the file."""

    path: Path
    total: float | None = None
    markers: dict[str, float] = field(default_factory=dict)
    artist: str = ""
    bar_seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a session is made of.

    Args:
        kind: ``pairs``, ``ratings`` or ``mushra``.
        systems: Prompt to source of each system.
        questions: To be asked.
        numbers: Trials, raters, repeats, catches.
        cut: The stretch that is played.
        title: Shown to raters.
        seed: Decides everything that is left to chance.
        made_at: ISO 8601.
        reference: With ``mushra``: prompt to the true recording.
        must_listen: Most seconds that must be heard of each item; 60 % of the shortest item if that is less.
    """

    kind: str
    systems: dict[str, dict[str, SourceItem]]
    questions: tuple[Question, ...]
    numbers: design.Numbers
    cut: Cut
    title: str
    seed: int
    made_at: str
    reference: dict[str, SourceItem] = field(default_factory=dict)
    must_listen: float = 10.0

    def __post_init__(self) -> None:
        if self.kind == PAIRS and len(self.systems) < 2:
            raise UserError("A comparison needs two systems", "Name them as NAME=FOLDER NAME=FOLDER.")
        refuse_names(self.systems, self.title, "title")
        if self.kind != PAIRS and self.numbers.main > len(self.prompts) * (
            1 if self.kind == MUSHRA else len(self.systems)
        ):
            raise UserError(
                f"{self.numbers.main} trials were asked for, and there are fewer items to rate", "Lower --trials."
            )

    @property
    def prompts(self) -> tuple[str, ...]:
        """Those that every system and the reference have."""
        kept = [set(items) for items in (*self.systems.values(), *([self.reference] if self.kind == MUSHRA else []))]
        return tuple(sorted(set.intersection(*kept)))


def build(order: Order, folder: Path, key_file: Path, *, report: Report = no_report) -> Session:
    """Write the session folder and, apart from it, its key; both appear whole.

    Raises:
        UserError: If there is nothing to compare, or something lies at either place already.
        AudioReadError: If a source cannot be heard.
    """
    if folder.exists() or key_file.exists():
        there = folder if folder.exists() else key_file
        raise UserError(f"{there} exists already", "Name another --out: a session is never overwritten.")
    if not order.prompts:
        raise UserError(
            "The systems share no item: their files are matched by name",
            "Name the files of one prompt alike in every folder, or match them in order with --by-order.",
        )
    refuse_names(order.systems, folder.name, "folder")
    if key_file.resolve().is_relative_to(folder.resolve()):
        raise UserError("The key would lie in the session's folder", "Raters get that folder: name another --key.")
    rng = np.random.Generator(np.random.PCG64(order.seed))
    plans = design.plan(_blocks(order), order.numbers, rng)
    with whole_folder(folder, is_new=True) as temporary:
        draft = _Draft(order, rng, temporary / ITEMS)
        draft.render(_anchors_wanted(order, plans), report)
        trials, keys = _trials(order, plans, draft, rng)
        key = SessionKey(_opaque(rng, 6), _opaque(rng, 16), order.seed, tuple(order.systems), draft.keys, keys)
        packed = sealed.pack(key)
        session = _session(order, key, draft.items, trials, sealed.fingerprint(packed))
        write_session(temporary / SESSION_FILE, session)
        sealed.write_key(key_file, packed)  # a key without its session is no harm, a session without its key is lost
    return session


def refuse_names(systems: Iterable[str], text: str, what: str) -> None:
    """Raters see the title and the folder: neither may tell what is compared."""
    told = [name for name in systems if _is_told(name.casefold(), text.casefold())]
    if told:
        raise UserError(
            f"The {what}'s name tells of the system {told[0]}", f"Raters see the {what}: name it otherwise."
        )


def _is_told(name: str, text: str) -> bool:
    """Whether a name stands in a text; of three letters and fewer, as a word: "a" is in every other one."""
    if len(name) > _SHORT:
        return name in text
    return re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) is not None


def _blocks(order: Order) -> list[tuple[tuple[str, ...], str]]:
    systems = tuple(order.systems)
    if order.kind == PAIRS:
        return design.pairs(systems, order.prompts)
    if order.kind == MUSHRA:
        return [((REFERENCE, *systems, "anchor_3500", "anchor_7000"), prompt) for prompt in order.prompts]
    return [((system,), prompt) for system in systems for prompt in order.prompts]


def _anchors_wanted(order: Order, plans: Sequence[Sequence[design.Cell]]) -> dict[str, dict[str, set[str]]]:
    """Prompt → system → anchors."""
    wanted: dict[str, dict[str, set[str]]] = {}
    if order.kind == MUSHRA:
        return {prompt: {REFERENCE: {"anchor_3500", "anchor_7000"}} for prompt in order.prompts}
    for cells in plans:
        for cell in cells:
            if cell.role == CATCH:
                wanted.setdefault(cell.prompt, {}).setdefault(_of_catch(cell), set()).add(design.ANCHOR)
    return wanted


def _of_catch(cell: design.Cell) -> str:
    """The system whose degraded copy a catch trial plays."""
    return next(system for system in cell.systems if system != design.ANCHOR)


def _opaque(rng: np.random.Generator, num_bytes: int) -> str:
    return rng.bytes(num_bytes).hex()


class _Draft:
    """Items as they are written, with what they are."""

    def __init__(self, order: Order, rng: np.random.Generator, folder: Path) -> None:
        self._order = order
        self._rng = rng
        self._folder = folder
        self.items: dict[str, RatedItem] = {}
        self.keys: dict[str, ItemKey] = {}
        self.ids: dict[tuple[str, str], str] = {}

    def render(self, anchors: dict[str, dict[str, set[str]]], report: Report) -> None:
        """Write all prompts' items, named by ids that are drawn, not counted."""
        self._folder.mkdir()
        for done, prompt in enumerate(self._order.prompts):
            report(done / len(self._order.prompts))
            self._prompt(prompt, anchors.get(prompt, {}))
        self.items = {name: self.items[name] for name in sorted(self.items)}
        self.keys = {name: self.keys[name] for name in sorted(self.keys)}
        for name in self.items:
            os.utime(self._folder / f"{name}.wav", (_ONE_TIME, _ONE_TIME))
        os.utime(self._folder, (_ONE_TIME, _ONE_TIME))

    def _prompt(self, prompt: str, anchors: dict[str, set[str]]) -> None:
        sources = {system: own[prompt] for system, own in self._order.systems.items()}
        if self._order.kind == MUSHRA:
            sources[REFERENCE] = self._order.reference[prompt]
        hashes = {system: hashlib.sha256(source.path.read_bytes()).hexdigest() for system, source in sources.items()}
        audio: dict[str, Audio] = {system: read(source.path) for system, source in sources.items()}
        cut = _common_cut(self._order.cut, sources.values())
        judged = tuple(self._order.systems) if self._order.kind == MUSHRA else ()
        wanted = {system: sorted(own) for system, own in anchors.items()}
        made = alike(audio, cut, anchors=wanted, may_be_silent=judged)
        if REFERENCE in made:
            made[_OPEN] = _other_hash(made[REFERENCE])
        for name, stimulus in made.items():
            system, _, anchor = name.partition("/") if name not in sources else (name, "", "")
            system = REFERENCE if name == _OPEN else system
            item = self._write(stimulus)
            self.ids[name, prompt] = item
            source = sources[system]
            role = anchor or (REFERENCE if system == REFERENCE else "system")
            self.keys[item] = ItemKey(
                system, prompt, role, str(source.path), hashes[system], stimulus.gain_db, source.total,
                source.markers, source.artist,
            )  # fmt: skip

    def _write(self, stimulus: Stimulus) -> str:
        item = _opaque(self._rng, 8)
        path = self._folder / f"{item}.wav"
        write(path, stimulus.audio, subtype="pcm24")
        self.items[item] = RatedItem(hashlib.sha256(path.read_bytes()).hexdigest(), round(stimulus.audio.duration, 6))
        return item


def _other_hash(stimulus: Stimulus) -> Stimulus:
    """The same sound with the lowest of 24 bits set in its first sample, which the fade has made zero."""
    samples = stimulus.audio.samples.copy()
    samples[:, 0] = 2.0**-23
    return Stimulus(Audio(samples, stimulus.audio.sample_rate), stimulus.gain_db)


def _common_cut(cut: Cut, sources: Iterable[SourceItem]) -> Cut:
    """Whole bars only where all versions have bars of one length."""
    bars = {source.bar_seconds for source in sources}
    return replace(cut, bar_seconds=bars.pop()) if cut.bar_seconds is None and len(bars) == 1 else cut


def _trials(
    order: Order, plans: Sequence[Sequence[design.Cell]], draft: _Draft, rng: np.random.Generator
) -> tuple[tuple[tuple[Trial, ...], ...], dict[str, TrialKey]]:
    keys: dict[str, TrialKey] = {}
    made = []
    for cells in plans:
        names = {cell.number: _opaque(rng, 5) for cell in cells}
        own = []
        for cell in cells:
            items, expected = _items_of(order, cell, draft.ids)
            reference = draft.ids[_OPEN, cell.prompt] if order.kind == MUSHRA else None
            own.append(Trial(names[cell.number], items, reference))
            repeats = names[cell.repeats] if cell.repeats is not None else None
            keys[names[cell.number]] = TrialKey(cell.role, repeats, expected)
        made.append(tuple(own))
    return tuple(made), dict(sorted(keys.items()))


def _items_of(order: Order, cell: design.Cell, ids: dict[tuple[str, str], str]) -> tuple[tuple[str, ...], str | None]:
    if cell.role == CATCH:
        system = _of_catch(cell)
        whole, degraded = ids[system, cell.prompt], ids[f"{system}/{design.ANCHOR}", cell.prompt]
        if order.kind != PAIRS:
            return (degraded,), whole
        return tuple(degraded if name == design.ANCHOR else whole for name in cell.systems), whole
    if order.kind == MUSHRA:
        anchored = {name: f"{REFERENCE}/{name}" for name in ("anchor_3500", "anchor_7000")}
        return tuple(ids[anchored.get(name, name), cell.prompt] for name in cell.systems), None
    return tuple(ids[name, cell.prompt] for name in cell.systems), None


def _session(
    order: Order,
    key: SessionKey,
    items: dict[str, RatedItem],
    trials: tuple[tuple[Trial, ...], ...],
    key_sha256: str,
) -> Session:
    shortest = min(item.duration for item in items.values())
    must_listen = round(min(order.must_listen, 0.6 * shortest), 2)
    declared = preregistration.Declared(order.kind, order.numbers, must_listen, order.questions)
    words = preregistration.text_of(declared)
    return Session(
        key.session,
        order.kind,
        order.title,
        order.made_at,
        order.questions,
        must_listen,
        trials,
        items,
        words,
        hashlib.sha256(words.encode()).hexdigest(),
        key_sha256,
    )

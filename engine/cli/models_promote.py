"""``aurax models promote CANARY``: listeners make a version the one that plays; the ledger says who and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.rate_sessions import now
from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.core.model_card import ModelCard
    from engine.models.promotions import Promotion
    from engine.rating.canary import Decision, Rule
    from engine.rating.promoting import Report


def add_verb(verbs: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Declare ``promote``."""
    promote = verbs.add_parser("promote", help="a canary's new version plays from now on, by the votes of listeners")
    promote.add_argument("canary", metavar="CANARY", help="its name: aurax rate canary new")
    promote.add_argument("--report", metavar="DIR", help="of aurax rate report; where the canary is not decided yet")
    promote.add_argument("--by", metavar="NAME", help="who says so (default: your name on this machine)")
    promote.add_argument("--why", metavar="WORDS", default="", help="what you add to the verdict")
    promote.add_argument("--take-back", action="store_true", help="the older version plays again; say --why")


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Promote, or take a promotion back.

    Raises:
        UserError: If there is no verdict for it, or a version is not installed.
    """
    from engine.rating import canary

    folder = canary.folder_of(console.paths.home, arguments.canary)
    rule = canary.read_rule(folder)
    if arguments.take_back:
        _take_back(arguments, console, rule)
        return
    new, old = (_version(name, console) for name in (rule.treatment, rule.control))
    _refuse_twice(console, new, old)
    report = _report(arguments.report)
    decision = _decision(folder, rule, report)
    _record(arguments, console, rule, (new, old), decision, report)


def _version(name: str, console: Console) -> ModelCard:
    """The installed MusicGen that a rule means.

    Raises:
        UserError: If it names a generator or a folder, or what is not installed.
    """
    from engine.core.errors import ModelNotInstalled
    from engine.generation.musicgen.routing import ARCHITECTURE
    from engine.models.catalog import Catalog
    from engine.models.installed import installation

    own = name.removeprefix(f"{ARCHITECTURE}:")
    card: ModelCard | None = next((card for card in Catalog(console.paths.models) if card.id == own), None)
    if card is None or card.architecture != ARCHITECTURE:
        raise UserError(
            f"The canary's rule calls a model '{name}', which is no version of MusicGen in the catalogue",
            "Promoted are versions: bring a model in with aurax models import ID FOLDER, and name it so in the rule.",
        )
    if installation(card, console.paths.models) is None:
        raise ModelNotInstalled(card.id)
    return card


def _refuse_twice(console: Console, new: ModelCard, old: ModelCard) -> None:
    from engine.models.promotions import in_force, promotions

    held = in_force(promotions(console.paths.models)).get(old.id)
    if held is not None and held.model == new.id:
        raise UserError(
            f"{new.id} plays in place of {old.id} since {held.at} (canary {held.canary}, by {held.by})",
            f"Take it back with: aurax models promote {held.canary} --take-back --why WORDS",
        )


def _report(place: str | None) -> Report | None:
    from engine.rating.promoting import read_report

    return None if place is None else read_report(Path(place).expanduser())


def _decision(folder: Path, rule: Rule, report: Report | None) -> Decision:
    """What the rule says to the votes, once: as it was decided before, or now by the report.

    Raises:
        UserError: If there is no verdict, too few votes, or the verdict is another.
    """
    from engine.rating import canary
    from engine.rating.promoting import verdict_of

    before = canary.read_decision(folder)
    if before is None and report is None:
        raise UserError(
            f"Nobody has decided canary {rule.name}: {rule.treatment} has no verdict of listeners",
            "Name a finished report with --report DIR, or unblinded sessions with: aurax rate canary decide",
        )
    decision = before
    if report is not None:
        found = canary.decide(rule, verdict_of(report, rule), [str(report.file)], at=now())
        if before is None:
            canary.write_decision(folder, found)
        if before is None or before.outcome == canary.PROMOTE:
            decision = found
    assert decision is not None
    if decision.outcome != canary.PROMOTE:
        raise UserError(
            f"The verdict does not promote it: {decision.words}",
            f"{rule.control} goes on playing; for a new question write a new rule: aurax rate canary new",
        )
    return decision


def _record(
    arguments: argparse.Namespace,
    console: Console,
    rule: Rule,
    versions: tuple[ModelCard, ModelCard],
    decision: Decision,
    report: Report | None,
) -> None:
    from engine.models.installed import installed_revision
    from engine.models.promotions import PROMOTED, Promotion, record

    new, old = versions
    line = Promotion(
        action=PROMOTED,
        model=new.id,
        in_place_of=old.id,
        canary=rule.name,
        by=_who(arguments),
        at=now(),
        why=decision.words,
        revision=installed_revision(new, console.paths.models),
        note=arguments.why.strip(),
        evidence=decision.sessions,
        evidence_sha256="" if report is None else report.sha256,
        share=decision.share,
        low=decision.low,
        high=decision.high,
        votes=decision.votes,
        raters=decision.raters,
    )
    record(console.paths.models, line)
    _tell(console, line, f"{new.id} plays from now on wherever {old.id} would have played.\n{decision.words}")


def _take_back(arguments: argparse.Namespace, console: Console, rule: Rule) -> None:
    from engine.models.promotions import TAKEN_BACK, Promotion, in_force, promotions, record

    held = [line for line in in_force(promotions(console.paths.models)).values() if line.canary == rule.name]
    if not held:
        raise UserError(f"Canary {rule.name} has promoted nothing that plays now", "See: aurax models list")
    if not arguments.why.strip():
        raise UserError("Say why it is taken back: whoever reads the ledger will ask", "Add --why WORDS.")
    (last,) = held
    line = Promotion(
        action=TAKEN_BACK,
        model=last.model,
        in_place_of=last.in_place_of,
        canary=rule.name,
        by=_who(arguments),
        at=now(),
        why=arguments.why.strip(),
    )
    record(console.paths.models, line)
    _tell(console, line, f"{last.in_place_of} plays again in place of {last.model}.")


def _tell(console: Console, line: Promotion, words: str) -> None:
    from engine.core.codec import to_builtins
    from engine.models.promotions import PROMOTIONS_FILE

    file = console.paths.models / PROMOTIONS_FILE
    console.result({**to_builtins(line), "file": str(file)}, f"{words}\nWritten down by {line.by} in {file}")


def _who(arguments: argparse.Namespace) -> str:
    import getpass

    if arguments.by:
        return str(arguments.by)
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine that has no name for its user
        return "somebody"

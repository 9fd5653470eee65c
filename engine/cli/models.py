"""``aurax models list|download|import|verify|remove|promote``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.core.model_card import ModelCard
    from engine.models.catalog import Catalog

_IMPORT_HELP = (
    "a model; a new id, for HTDemucs weights or a MusicGen folder of your own; or a card of your own: CARD.toml"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    from engine.cli import models_promote

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("list", help="all models with licence and state")
    for verb, words in (
        ("download", "fetch a model's weights; goes on where an earlier try stopped"),
        ("verify", "check installed weights against their hashes (all without ID)"),
        ("remove", "delete a model's weights"),
    ):
        one = verbs.add_parser(verb, help=words)
        one.add_argument("model", metavar="ID", nargs="?" if verb == "verify" else None)
        if verb == "download":
            one.add_argument("--accept-licence", action="store_true", help="you have read the licence that is shown")
    bring = verbs.add_parser("import", help="install weights from files you have")
    bring.add_argument("model", metavar="ID", help=_IMPORT_HELP)
    bring.add_argument(
        "files", metavar="FILE", nargs="*", help="the weight files, or the folder they lie in; default: beside the card"
    )
    models_promote.add_verb(verbs)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    from engine.cli import models_promote
    from engine.models.catalog import Catalog

    if arguments.verb == "promote":
        models_promote.run(arguments, console)
        return
    catalog = Catalog(console.paths.models)
    verbs = {"list": _list, "download": _download, "import": _import, "verify": _verify, "remove": _remove}
    verbs[arguments.verb](arguments, console, catalog)


def _list(_arguments: argparse.Namespace, console: Console, catalog: Catalog) -> None:
    from engine.core.codec import to_builtins
    from engine.generation.musicgen.memory import published_need
    from engine.models.installed import installation, is_available, missing_companions
    from engine.models.promotions import in_force, promotions

    held = in_force(promotions(console.paths.models))
    documents = []
    lines = []
    for card in catalog:
        record = installation(card, console.paths.models)
        ready = is_available(card, console.paths.models)
        lacks = missing_companions(card, console.paths.models) if record is not None else ()
        state = "built in" if card.builtin else "installed" if ready or record is not None else "not installed"
        document = {**to_builtins(card), "state": state.replace(" ", "_"), "installation": to_builtins(record)}
        memory = published_need(card.id) if card.architecture == "musicgen" else None
        plays = [line for line in held.values() if line.model == card.id]
        own = held.get(card.id)
        document["lacks"] = list(lacks)
        document["promoted"] = to_builtins(plays)
        document["replaced_by"] = own.model if own is not None else None
        documents.append({**document, **({"memory_gb": memory} if memory else {})})
        sells = "may be sold" if card.commercial_use else "NOT for commercial use"
        stage = f"; {card.stage}{f' of {chr(44).join(card.styles)}' if card.styles else ''}" if card.stage else ""
        needs = f"; 30 s need {memory['cuda_fp16']} GB on CUDA, {memory['cpu_fp32']} GB without" if memory else ""
        lines.append(
            f"{card.id:<16}{state:<15}{card.kind:<12}{card.title}\n{'':16}{card.licence}; results {sells}{stage}{needs}"
        )
        lines += [f"{'':16}lacks {name}; get it with: aurax models download {name}" for name in lacks]
        lines += [
            f"{'':16}plays in place of {line.in_place_of} since {line.at[:10]} (canary {line.canary}, by {line.by})"
            for line in plays
        ]
        lines += [f"{'':16}{own.model} plays in its place"] if own is not None else []
    console.result({"models": documents}, "\n".join(lines))


def _download(arguments: argparse.Namespace, console: Console, catalog: Catalog) -> None:
    from engine.core.errors import UserError
    from engine.models.installed import download

    card = catalog.get(arguments.model)
    _show_licence(card, console)
    if not card.commercial_use and not arguments.accept_licence and any(file.url for file in card.files):
        raise UserError(
            f"The licence of '{card.id}' ({card.licence}) forbids commercial use of its results",
            "If that is fine for you, add --accept-licence.",
        )
    line = console.progress(card.id)
    try:
        record = download(card, console.paths.models, report=line)
    finally:
        line.close()
    _installed(record, card, console)


def _import(arguments: argparse.Namespace, console: Console, catalog: Catalog) -> None:
    from engine.core.errors import UserError
    from engine.jobs.install_model import require_usable
    from engine.models.catalog import add_card
    from engine.models.installed import import_files

    own = Path(arguments.model).expanduser()
    is_own = own.suffix.lower() == ".toml"
    if not arguments.files and not is_own:
        raise UserError("No weight file was given", f"aurax models import {arguments.model} FILE")
    sources = [Path(file).expanduser() for file in arguments.files] or [own.parent]
    if not is_own and arguments.model not in {card.id for card in catalog}:
        _adopt(arguments.model, sources, console)
        return
    card = add_card(own, console.paths.models) if is_own else catalog.get(arguments.model)
    _show_licence(card, console)
    if card.command:
        _import_engine(card, console)
        return
    line = console.progress(card.id)
    try:
        record = import_files(card, console.paths.models, sources, report=line)
    finally:
        line.close()
    require_usable(card, console.paths.models)
    _installed(record, card, console)


def _import_engine(card: ModelCard, console: Console) -> None:
    """An engine that is a program has no weights of ours to keep: its card is all; what it starts is shown."""
    from engine.generation.external.backend import load_external
    from engine.generation.setup import GeneratorSetup

    load_external(GeneratorSetup(models_folder=console.paths.models, model=card.id))
    document = {"model": card.id, "licence": card.licence, "command": list(card.command)}
    words = f"{card.id} can be used: aurax generate PROMPT --backend {card.id}. It starts: {' '.join(card.command)}"
    console.result(document, words)


def _adopt(model_id: str, files: list[Path], console: Console) -> None:
    """Weights without a card of ours: they become a model of the user's own."""
    from engine.jobs.install_model import adopt

    line = console.progress(model_id)
    try:
        adopted = adopt(model_id, files, console.paths.models, line)
    finally:
        line.close()
    console.say(f"'{model_id}' is now a model of your own. {adopted.card.description}")
    _show_licence(adopted.card, console)
    _installed(adopted.record, adopted.card, console)


def _verify(arguments: argparse.Namespace, console: Console, catalog: Catalog) -> None:
    from engine.core.codec import to_builtins
    from engine.models.installed import installation, verify

    if arguments.model:
        cards = [catalog.get(arguments.model)]
    else:
        cards = [card for card in catalog if installation(card, console.paths.models)]
    documents: list[dict[str, Any]] = []
    lines = []
    for card in cards:
        if card.builtin:
            lines.append(f"{card.id}: part of the product, nothing to verify")
            continue
        states = verify(card, console.paths.models)
        documents.append({"model": card.id, "files": to_builtins(states)})
        for file in states:
            lines.append(f"{card.id}: {file.name} {file.state}")
            if file.state != "ok":
                console.problem(
                    f"{card.id}: {file.name} is {file.state}. Install it again: aurax models download {card.id}, "
                    f"or aurax models import {card.id} FILE"
                )
    console.result({"models": documents}, "\n".join(lines) or "No installed weights to verify.")


def _remove(arguments: argparse.Namespace, console: Console, catalog: Catalog) -> None:
    from engine.models.catalog import remove_card
    from engine.models.installed import remove

    card = catalog.get(arguments.model)
    freed = remove(card, console.paths.models)
    words = f"Removed {card.id}, {freed / 1e6:.1f} MB freed."
    if card.architecture and remove_card(card, console.paths.models):
        words += " Its card, which came with the import, is gone too."
    console.result({"model": card.id, "freed_bytes": freed}, words)


def _show_licence(card: ModelCard, console: Console) -> None:
    sells = "may be sold" if card.commercial_use else "may NOT be used commercially"
    console.say(f"{card.title}: licence {card.licence}; what it makes {sells}.")


def _installed(record: Any, card: ModelCard, console: Console) -> None:
    from engine.core.codec import to_builtins

    size = sum(file.size for file in record.files)
    console.result(
        to_builtins(record), f"{card.id} is installed: {len(record.files)} files, {size / 1e6:.1f} MB, hashes checked."
    )

"""``aurax train dataset make|list|show|verify|diff|export|magnatagatune``: immutable, hashed data sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import UserError

if TYPE_CHECKING:
    import argparse

    from engine.cli.console import Console
    from engine.jobs.executor import Executor
    from trainer.dataset.making import MadeDataset
    from trainer.dataset.plan import DatasetOptions

DATASETS_FOLDER = "datasets"
_MAX_WORKERS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs and their arguments."""
    from trainer.cli.collection import add_terms
    from trainer.event_lines import add_argument

    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    make = verbs.add_parser("make", help="a data set of the collection; the same command goes on after a stop")
    make.add_argument("name", metavar="NAME")
    make.add_argument("--from", dest="paths", action="append", default=[], metavar="PATH", help="only songs below it")
    add_terms(make)
    _add_preparation(make)
    add_argument(make)
    _add_place(make)
    listing = verbs.add_parser("list", help="finished data sets, and those in the making")
    show = verbs.add_parser("show", help="what a data set holds, under which rights, who used it")
    show.add_argument("name", metavar="NAME[/vN]")
    verify = verbs.add_parser("verify", help="whether every file is as it was made")
    verify.add_argument("name", metavar="NAME[/vN]")
    verify.add_argument("--quick", action="store_true", help="names and sizes only")
    diff = verbs.add_parser("diff", help="what is different between two data sets or versions")
    diff.add_argument("first", metavar="NAME[/vN]")
    diff.add_argument("second", metavar="NAME[/vN]")
    export = verbs.add_parser("export", help="manifests for other tools, beside the data set")
    export.add_argument("name", metavar="NAME[/vN]")
    export.add_argument("--as", dest="form", choices=("audiocraft", "webdataset"), required=True)
    export.add_argument("--out", required=True, metavar="DIR")
    for verb in (listing, show, verify, diff, export):
        _add_place(verb)
    _add_magnatagatune(verbs)


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--datasets", metavar="DIR", help="where data sets lie; default: datasets in the home folder")


def _add_preparation(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("preparation")
    group.add_argument("--seconds", type=float, default=30.0, metavar="N", help="length of a segment (default 30)")
    group.add_argument("--rate", type=int, default=44_100, metavar="HZ", help="default 44100")
    group.add_argument("--peak", type=float, default=-1.0, metavar="DBFS", help="highest sample of a song (default -1)")
    group.add_argument("--mono", action="store_true", help="one channel, as for training a separator on mono")
    group.add_argument("--stems", type=int, choices=(0, 4, 5), default=5, help="0: none")
    group.add_argument("--format", choices=("flac", "wav"), default="flac", help="16 bit either way")
    group.add_argument("--model", metavar="ID", help="separator; default from the settings")
    group.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    group.add_argument("--seed", type=int, default=0, metavar="N", help="of the split and the captions")
    group.add_argument("--no-scores", action="store_true", help="do not score cultural markers that are not scored yet")
    group.add_argument("--workers", type=int, default=0, metavar="N", help="songs at a time; default: by cores")
    group.add_argument(
        "--executor", choices=("local", "dask"), default="local", help="dask: by workers of dask.distributed"
    )
    group.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="with --executor dask: a cluster, such as tcp://HOST:8786"
    )
    group.add_argument("--allow-failures", action="store_true", help="finish although many songs could not be prepared")


def _add_magnatagatune(verbs: Any) -> None:
    from trainer.event_lines import add_argument

    mtt = verbs.add_parser("magnatagatune", help="MagnaTagATune as an interim corpus, from your own download")
    mtt.add_argument("folder", metavar="DIR", help="mp3.zip.001-003 and the two .csv files, as downloaded")
    mtt.add_argument("--name", default="magnatagatune", metavar="NAME", help="of the data set")
    mtt.add_argument("--min-tags", type=int, default=3, metavar="N", help="proxy tags a clip must have (default 3)")
    mtt.add_argument("--count", choices=("groups", "tags"), default="groups", help="count synonyms once, or each")
    mtt.add_argument("--prompts", choices=("proxy", "tags"), default="proxy", help="how clips are described")
    mtt.add_argument("--seed", type=int, default=0, metavar="N")
    mtt.add_argument("--md5", metavar="HEX|any", help="of the joined zip; default: the one that is known")
    add_argument(mtt)
    _add_place(mtt)


def run(arguments: argparse.Namespace, console: Console) -> None:
    """Do one verb."""
    verbs: dict[str, Callable[[argparse.Namespace, Console], None]] = {
        "make": _make,
        "list": _list,
        "show": _show,
        "verify": _verify,
        "diff": _diff,
        "export": _export,
        "magnatagatune": _magnatagatune,
    }
    verbs[arguments.verb](arguments, console)


def datasets_root(arguments: argparse.Namespace, console: Console) -> Path:
    """Where data sets lie."""
    if arguments.datasets:
        return Path(arguments.datasets).expanduser().absolute()
    return console.paths.home / DATASETS_FOLDER


def _make(arguments: argparse.Namespace, console: Console) -> None:
    from engine.library import Library
    from trainer.cli.collection import look, terms_of
    from trainer.dataset.making import Making, last_plan, make_dataset
    from trainer.dataset.planning import make_plan
    from trainer.dataset.store import check_name
    from trainer.event_lines import EventLines

    name, options, terms = check_name(arguments.name), _options(arguments, console), terms_of(arguments)
    _check_model(options, console)
    events = EventLines(console, "dataset make", arguments.events)
    with Library.open(console.paths.library) as library:
        before = last_plan(datasets_root(arguments, console), name)
        plan = make_plan(name, look(console, library, terms), terms, options, library, before=before)
        events.send("plan", songs=len(plan.songs), excluded=len(plan.excluded), warnings=list(plan.warnings))
        for warning in plan.warnings:
            console.say(f"aurax: {warning}")
        console.say(f"{len(plan.songs)} songs, {len(plan.excluded)} files left out")
        line = console.progress(f"data set {name}")

        def tell(fraction: float, stage: str) -> None:
            line(fraction, stage)
            events.progress(fraction, stage)

        making = Making(
            datasets_root(arguments, console),
            console.paths,
            console.settings.audio.max_hours,
            tell=tell,
            on_song=lambda song, why: events.send("song", song=song, ok=not why, message=why),
            allows_failures=arguments.allow_failures,
            is_elsewhere=bool(arguments.scheduler),
        )
        try:
            made = make_dataset(plan, making, library, _executor(arguments, console))
        except OSError as error:
            raise UserError(f"The data set cannot be written: {error}", "Free some space, then go on.") from error
        finally:
            line.close()
    _tell_made(made, events)


def _tell_made(made: MadeDataset, events: Any) -> None:
    dataset, document = made.dataset, made.dataset.document
    said = {
        "dataset": dataset.title,
        "folder": str(dataset.folder),
        "root_sha256": dataset.manifest.root_sha256,
        "is_new": made.is_new,
        "files": dataset.manifest.num_files,
        "size_bytes": dataset.manifest.size_bytes,
        "seconds": round(made.seconds, 1),
        "prepared_now": made.num_prepared,
        **{name: document[name] for name in ("num_segments", "hours", "num_excluded", "commercial_use", "warnings")},
        "splits": document["splits"],
    }
    splits = ", ".join(f"{name} {own['segments']}" for name, own in document["splits"].items())
    news = "" if made.is_new else "nothing has changed since it was made: "
    text = (
        f"{news}{dataset.title} in {dataset.folder}\n{document['num_segments']} segments ({splits}), "
        f"{document['hours']:.2f} hours, {dataset.manifest.size_bytes / 1e9:.2f} GB; {document['num_excluded']} left "
        f"out (excluded.json says why)\nroot hash {dataset.manifest.root_sha256}"
    )
    events.result(said, text)


def _options(arguments: argparse.Namespace, console: Console) -> DatasetOptions:
    from trainer.dataset.plan import DatasetOptions

    if not 1.0 <= arguments.seconds <= 300.0:
        raise UserError(f"--seconds {arguments.seconds:g} cannot be cut", "Choose 1 to 300 seconds.")
    if not 8_000 <= arguments.rate <= 192_000:
        raise UserError(f"--rate {arguments.rate} is no sample rate", "Choose 8000 to 192000 Hz.")
    if not -60.0 <= arguments.peak <= 0.0:
        raise UserError(f"--peak {arguments.peak:g} cannot be", "Choose -60 to 0 dBFS.")
    if not 0 <= arguments.workers <= _MAX_WORKERS:
        raise UserError(f"--workers {arguments.workers} cannot be", f"Choose 1 to {_MAX_WORKERS}.")
    if arguments.scheduler and arguments.executor != "dask":
        raise UserError("--scheduler is for --executor dask", "Add --executor dask, or leave --scheduler out.")
    return DatasetOptions(
        seconds=arguments.seconds,
        sample_rate=arguments.rate,
        peak_dbfs=arguments.peak,
        channels=1 if arguments.mono else 2,
        stems=arguments.stems,
        format=arguments.format,
        model=arguments.model or console.settings.separation.model,
        device=arguments.device,
        seed=arguments.seed,
        allows_research=arguments.research,
        scores=not arguments.no_scores and arguments.stems > 0,
        profile=console.settings.scoring.profile,
    )


def _check_model(options: DatasetOptions, console: Console) -> None:
    """Whether the separator can be had, before anything is begun."""
    from engine.jobs.song import SeparationOptions
    from engine.separation.registry import revision_of

    if options.stems:
        how = SeparationOptions(model=options.model, device=options.device)
        revision_of(options.model, how.setup(console.paths.models))


def _executor(arguments: argparse.Namespace, console: Console) -> Executor:
    """Processes of this machine or of a cluster, one numerical thread each: any number of workers makes the same."""
    from engine.jobs.analyze_tracks import default_workers
    from engine.jobs.executor_pebble import PebbleExecutor, PebbleOptions

    workers = arguments.workers or default_workers(console.settings.jobs.cpu_workers)
    if arguments.executor == "dask":
        from engine.jobs.executor_dask import DaskExecutor, DaskOptions

        width = arguments.workers if arguments.scheduler else workers
        return DaskExecutor(DaskOptions(console.paths.logs, arguments.scheduler, width, num_threads=1))
    return PebbleExecutor(PebbleOptions(workers, console.paths.logs, num_threads=1))


def _list(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.dataset.store import making_folder, names, open_dataset, versions

    root = datasets_root(arguments, console)
    rows: list[dict[str, Any]] = []
    for name in names(root):
        for number in versions(root, name):
            own = open_dataset(root, f"{name}/v{number}")
            rows.append(
                {
                    "dataset": own.title,
                    "kind": own.document.get("kind"),
                    "segments": own.document["num_segments"],
                    "hours": own.document["hours"],
                    "root_sha256": own.manifest.root_sha256,
                    "is_finished": True,
                }
            )
        if making_folder(root, name).is_dir():
            rows.append({"dataset": making_folder(root, name).name, "of": name, "is_finished": False})
    lines = [
        f"{row['dataset']:<28} {row['segments']:>7} segments {row['hours']:>8.2f} h  {row['root_sha256'][:16]}"
        if row["is_finished"]
        else f"{row['of']}/{row['dataset']:<20} not finished; the same command goes on"
        for row in rows
    ]
    console.result({"datasets": rows}, "\n".join(lines) or "no data sets yet; make one: aurax train dataset make NAME")


def _show(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.dataset.store import open_dataset, uses

    dataset = open_dataset(datasets_root(arguments, console), arguments.name)
    document = {
        **dataset.document,
        "dataset": dataset.title,
        "folder": str(dataset.folder),
        "root_sha256": dataset.manifest.root_sha256,
        "files": dataset.manifest.num_files,
        "size_bytes": dataset.manifest.size_bytes,
        "uses": uses(dataset),
    }
    plain = {name: own for name, own in document.items() if not isinstance(own, dict | list)}
    lines = [f"{name.replace('_', ' '):<16}{own}" for name, own in plain.items()]
    lines += [f"{split:<16}{own}" for split, own in document["splits"].items()]
    lines += [f"warning         {warning}" for warning in document["warnings"]]
    lines += [f"used            {use['at']} by {use['by']}" for use in document["uses"]]
    console.result(document, "\n".join(lines))


def _verify(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.dataset.manifest import verify
    from trainer.dataset.store import open_dataset

    dataset = open_dataset(datasets_root(arguments, console), arguments.name)
    line = console.progress("verifying")
    try:
        found = verify(dataset.folder, is_quick=arguments.quick, report=line)
    finally:
        line.close()
    for one in found:
        console.problem(f"{one.kind}: {one.path}")
    verdict = "all as it was made" if not found else f"{len(found)} files are not as they were made"
    console.result(
        {
            "dataset": dataset.title,
            "root_sha256": dataset.manifest.root_sha256,
            "sound": not found,
            "differences": [{"path": one.path, "kind": one.kind} for one in found],
        },
        f"{dataset.title}: {dataset.manifest.num_files} files, {verdict}",
    )


def _diff(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.dataset.comparing import compare, difference_lines
    from trainer.dataset.store import open_dataset

    root = datasets_root(arguments, console)
    document = compare(open_dataset(root, arguments.first), open_dataset(root, arguments.second))
    console.result(document, "\n".join(difference_lines(document)))


def _export(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.dataset.assemble import export_egs
    from trainer.dataset.shards import write_shards
    from trainer.dataset.store import open_dataset

    dataset = open_dataset(datasets_root(arguments, console), arguments.name)
    out = Path(arguments.out).expanduser()
    try:
        if arguments.form == "audiocraft":
            counts = export_egs(dataset.folder, out)
        else:
            counts = write_shards(dataset.folder, out)
    except OSError as error:
        raise UserError(f"Cannot write to {out}: {error.strerror}", "Choose another folder.") from error
    words = ", ".join(f"{split} {count}" for split, count in counts.items())
    console.result({"dataset": dataset.title, "folder": str(out), "clips": counts}, f"{words} clips in {out}")


def _magnatagatune(arguments: argparse.Namespace, console: Console) -> None:
    from trainer.dataset.magnatagatune.making import MttOrder, make_magnatagatune
    from trainer.dataset.store import check_name
    from trainer.event_lines import EventLines

    order = MttOrder(
        folder=Path(arguments.folder).expanduser(),
        name=check_name(arguments.name),
        min_tags=arguments.min_tags,
        counts_groups=arguments.count == "groups",
        prompts=arguments.prompts,
        seed=arguments.seed,
        md5=arguments.md5,
    )
    events = EventLines(console, "dataset magnatagatune", arguments.events)
    line = console.progress("MagnaTagATune")

    def tell(fraction: float, stage: str) -> None:
        line(fraction, stage)
        events.progress(fraction, stage)

    try:
        made = make_magnatagatune(order, datasets_root(arguments, console), tell=tell)
    finally:
        line.close()
    for warning in made.dataset.document["warnings"]:
        console.say(f"aurax: {warning}")
    _tell_made(made, events)

"""``python -m installers.common.translations``: bring the window's translation files up to date with its source.

Reads every text that ``app`` hands to Qt (``self.tr("…")``, ``QCoreApplication.translate("Context", "…")`` and the
``_tr("…")`` of a module), writes them into ``resources/translations/aurax_<language>.ts`` and compiles the ``.qm``
beside it with ``pyside6-lrelease``. What was translated stays; a text that is gone from the source goes; a new one
waits with an empty translation, for which the window shows English. ``pyside6-lupdate`` cannot do this: it does not
see through a module's ``_tr``. The terms that both languages keep to (``terms.tsv``) stand at the head of each file.

A translation is marked ``unfinished`` until a speaker has read it: then take the mark and the comment away by hand, or
in Qt Linguist. ``--check`` only says whether the files are up to date.
"""

from __future__ import annotations

import argparse
import ast
import csv
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
TERMS = FOLDER / "terms.tsv"
LANGUAGES = ("zu", "st")
COMMENT = "machine draft, needs review by a speaker"
_TRANSLATE_WORDS = 2
_WINDOW = "MainWindow"
_QT_BUTTONS = "QPlatformTheme"  # the context in which Qt asks for the words of its standard buttons
_HOLDS = "="  # before the words that a name holds, so that they are not taken for a class


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text of the window in the place Qt looks it up by."""

    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What a file holds for a text. ``is_draft``: no speaker has read it."""

    words: str
    is_draft: bool = True


class _Texts(ast.NodeVisitor):
    """Collects texts of one module."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: set[Text] = set()
        self._classes: list[str] = []
        self._names: list[dict[str, str]] = []  # of each function around: the class of a name, or the words it holds
        self._context_of_module = _module_context(tree)
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        kinds = {a.arg: a.annotation.id for a in node.args.args if isinstance(a.annotation, ast.Name)}
        self._names.append(kinds)
        self.generic_visit(node)
        self._names.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        for target in node.targets:
            targets, values = _several(target), _several(node.value)
            for name, value in zip(targets, values, strict=False):
                if self._names and isinstance(name, ast.Name) and (known := self._known(value)):
                    self._names[-1][name.id] = known

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        if name not in ("translate", "_tr", "tr"):
            return
        words = [self._words(value) for value in node.args]
        if not words or not all(words):
            return
        if name == "translate" and len(words) == _TRANSLATE_WORDS:
            self.found.add(Text(words[0], words[1]))
        elif name == "_tr" and self._context_of_module:
            self.found.add(Text(self._context_of_module, words[0]))
        elif name == "tr" and isinstance(called, ast.Attribute):
            self.found.add(Text(self._context(called.value), words[0]))

    def _words(self, value: ast.expr) -> str:
        """A literal, or a name that holds one and nothing else; empty for what is only known when it runs."""
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
        held = self._name(value)
        return held[len(_HOLDS) :] if held.startswith(_HOLDS) else ""

    def _context(self, receiver: ast.expr) -> str:
        """Qt looks a text up by the class of the object that is asked and those above it; unknown is the window."""
        known = self._known(receiver)
        return known if known and not known.startswith(_HOLDS) else _WINDOW

    def _known(self, value: ast.expr) -> str:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return _HOLDS + value.value
        if isinstance(value, ast.Name) and value.id == "self" and self._classes:
            return self._classes[-1]
        return self._name(value)

    def _name(self, value: ast.expr) -> str:
        if not isinstance(value, ast.Name):
            return ""
        return next((names[value.id] for names in reversed(self._names) if value.id in names), "")


def _several(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def _module_context(tree: ast.Module) -> str:
    """The context that a module's ``_tr`` asks in; empty if it has none."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                    return str(call.args[0].value)
    return ""


def texts(folder: Path = ROOT / "app") -> set[Text]:
    """Every text of the window's source."""
    found: set[Text] = set()
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text("utf-8")
        if "tr(" in source or "translate(" in source:  # most modules speak to nobody, and parsing is slow
            found |= _Texts(ast.parse(source)).found
    return found


def all_texts() -> set[Text]:
    """Every text that a file holds: those of the window's source, and of Qt's buttons that the window uses."""
    return texts() | {Text(_QT_BUTTONS, words) for words in ("OK", "Cancel", "Close")}


def read(path: Path) -> dict[Text, Translation]:
    """What a ``.ts`` file holds; nothing if there is none."""
    return dict(_entries(path)) if path.is_file() else {}


def _entries(path: Path) -> Iterator[tuple[Text, Translation]]:
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            written = message.find("translation")
            words = (written.text or "") if written is not None else ""
            is_draft = written is None or written.get("type") == "unfinished"
            yield Text(name, message.findtext("source") or ""), Translation(words, is_draft)


def refreshed(wanted: set[Text], held: dict[Text, Translation]) -> dict[Text, Translation]:
    """All wanted texts with what is held for them; one that only moved to another class takes its words along."""
    by_source = {text.source: translation for text, translation in held.items() if translation.words}
    return {text: held.get(text) or by_source.get(text.source, Translation("")) for text in sorted(wanted)}


def write(path: Path, language: str, entries: dict[Text, Translation]) -> None:
    """Write a ``.ts`` file as Qt Linguist does."""
    root = ET.Element("TS", version="2.1", language=f"{language}_ZA", sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text, translation in entries.items():
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.source
        if translation.words and translation.is_draft:
            ET.SubElement(message, "translatorcomment").text = COMMENT
        written = ET.SubElement(message, "translation")
        written.text = translation.words
        if translation.is_draft:
            written.set("type", "unfinished")
    ET.indent(root, " " * 4)
    body = ET.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<!-- {terms_text(language)} -->'
    path.write_text(f"{head}\n{body}\n", "utf-8")


def terms(language: str) -> dict[str, str]:
    """The word of a language for each term of the window, as ``terms.tsv`` beside the translations agrees them."""
    with TERMS.open(encoding="utf-8", newline="") as file:
        return {row["en"]: row[language] for row in csv.DictReader(file, delimiter="\t")}


def terms_text(language: str) -> str:
    """The agreed terms as a file's head shows them to whoever translates it."""
    return "\n".join(("Terms:", *(f"    {english} = {words}" for english, words in terms(language).items())))


def compile_file(source: Path) -> Path:
    """Make the ``.qm`` beside a ``.ts``; drafts are in it, for the window says that they are drafts.

    Raises:
        subprocess.CalledProcessError: If ``lrelease`` refuses the file.
    """
    target = source.with_suffix(".qm")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(target)], check=True)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh or check; returns the exit status."""
    parser = argparse.ArgumentParser(prog="translations", description="Refresh the window's translation files.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not up to date")
    only_check = parser.parse_args(arguments).check
    wanted, is_stale = all_texts(), False
    for language in LANGUAGES:
        path = FOLDER / f"aurax_{language}.ts"
        held = read(path)
        new = refreshed(wanted, held)
        is_stale |= new != held
        if not only_check:
            write(path, language, new)
            compile_file(path)
        done = sum(bool(entry.words) for entry in new.values())
        drafts = sum(bool(entry.words) and entry.is_draft for entry in new.values())
        print(f"{path.name}: {done} of {len(new)} texts, {drafts} of them drafts")
    return int(only_check and is_stale)


if __name__ == "__main__":
    raise SystemExit(main())

"""The translation files: up to date with the source, honest about being drafts, safe to put into a format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app.language import SOURCE, install
from installers.common.translations import (
    COMMENT,
    FOLDER,
    LANGUAGES,
    Text,
    Translation,
    all_texts,
    main,
    read,
    refreshed,
    terms,
    texts,
    write,
)

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+0#]*\d*(?:\.\d+)?[a-zA-Z%]")
REFRESH = "run: python -m installers.common.translations"


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def entries(language: str) -> dict[Text, Translation]:
    return read(FOLDER / f"aurax_{language}.ts")


@pytest.fixture(scope="module")
def wanted() -> set[Text]:
    return all_texts()


def test_every_text_of_the_source_is_in_the_file(language: str, wanted: set[Text]) -> None:
    held = set(entries(language))
    assert wanted - held == set(), REFRESH
    assert held - wanted == set(), REFRESH


def test_the_actions_and_the_rail_are_translated(language: str) -> None:
    """What everybody sees; the rest may wait."""
    held = entries(language)
    missing = [text.source for text in held if text.context in ("Actions", "Rail", "Shell") and not held[text].words]
    assert len(missing) <= 3, missing


def test_nearly_everything_is_translated(language: str) -> None:
    """A new text may wait for its words; a room may not."""
    held = entries(language)
    missing = [text for text in held if not held[text].words]
    assert len(missing) <= 0.05 * len(held), missing


def test_placeholders_and_quotes_agree(language: str) -> None:
    for text, translation in entries(language).items():
        if not translation.words:
            continue
        found, wanted = PLACEHOLDER.findall(translation.words), PLACEHOLDER.findall(text.source)
        if any("(" in placeholder for placeholder in wanted):
            assert sorted(found) == sorted(wanted), text
        else:
            assert found == wanted, f"{text}: positional placeholders keep their order"
        for quote in "“”":
            assert translation.words.count(quote) == text.source.count(quote), text
        assert translation.words.endswith("…") == text.source.endswith("…"), text
        assert translation.words.count("\n") == text.source.count("\n"), text
        for end in (0, -1):
            assert translation.words[end].isspace() == text.source[end].isspace(), text


def test_no_translation_holds_markup_or_control_characters(language: str) -> None:
    for text, translation in entries(language).items():
        assert not re.search(r"[<>&]", translation.words), text
        assert translation.words.replace("\n", "").isprintable(), text
        assert not set(translation.words) & set("\u202e\u2066\u2067\u2068\u2069"), text


def test_drafts_are_marked_as_drafts(language: str) -> None:
    source = (FOLDER / f"aurax_{language}.ts").read_text("utf-8")
    drafts = sum(bool(entry.words) and entry.is_draft for entry in entries(language).values())
    assert source.count(COMMENT) == drafts


def test_the_agreed_terms_stand_at_the_head(language: str) -> None:
    head = (FOLDER / f"aurax_{language}.ts").read_text("utf-8").split("<TS", 1)[0]
    agreed = terms(language)
    assert len(agreed) > 40
    for english, words in agreed.items():
        assert words, english
        assert f"    {english} = {words}\n" in head.replace(" -->", "\n"), REFRESH


def test_the_compiled_file_says_the_same(language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"aurax_{language}.qm"))
    for text, translation in entries(language).items():
        assert (translator.translate(text.context, text.source) or "") == translation.words, (text, REFRESH)


def test_qt_s_own_buttons_speak_too(language: str, qapp: QApplication) -> None:
    cancel = QDialogButtonBox.StandardButton.Cancel
    try:
        assert install(qapp, language)
        box = QDialogButtonBox(cancel)
        words = box.button(cancel).text()
    finally:
        install(qapp, SOURCE)
    assert words == entries(language)[Text("QPlatformTheme", "Cancel")].words


def test_texts_are_found_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "view.py").write_text(
        "class View(Q):\n    def f(self):\n        self.tr('one')\n        self._window.tr('two')\n"
        "        self.tr(name)\n"
        "        me, words = self, 'five'\n"
        "        me.tr('six'), me._window.tr(words)\n"
        "def h(box: QWidget):\n    box.tr('seven')\n"
        "def g():\n    QCoreApplication.translate('Place', 'three')\n    _tr('four' 'th')\n"
        "def _tr(text):\n    return QCoreApplication.translate('Words', text)\n",
        "utf-8",
    )
    assert texts(tmp_path) == {
        Text("View", "one"),
        Text("MainWindow", "two"),
        Text("Place", "three"),
        Text("Words", "fourth"),
        Text("MainWindow", "five"),
        Text("View", "six"),
        Text("QWidget", "seven"),
    }


def test_a_refresh_keeps_words_and_lets_go_of_what_is_gone(tmp_path: Path) -> None:
    old = {
        Text("A", "stays"): Translation("hlala", is_draft=False),
        Text("A", "moves"): Translation("hamba"),
        Text("A", "goes"): Translation("phela"),
    }
    path = tmp_path / "x.ts"
    write(path, "zu", old)
    assert read(path) == old
    new = refreshed({Text("A", "stays"), Text("B", "moves"), Text("B", "new & <odd>")}, read(path))
    assert new == {
        Text("A", "stays"): Translation("hlala", is_draft=False),
        Text("B", "moves"): Translation("hamba"),
        Text("B", "new & <odd>"): Translation(""),
    }
    write(path, "zu", new)
    assert read(path) == new
    before = path.read_bytes()
    write(path, "zu", read(path))
    assert path.read_bytes() == before


def test_check_writes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wanted: set[Text]
) -> None:
    monkeypatch.setattr("installers.common.translations.all_texts", lambda: wanted)  # read once is slow enough
    before = {path: path.stat().st_mtime_ns for path in FOLDER.iterdir()}
    assert main(["--check"]) in (0, 1)
    assert "aurax_zu.ts" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in FOLDER.iterdir()} == before

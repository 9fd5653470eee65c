"""Recipe, manifest, keys and credits: round trips, and one sentence for what is broken."""

from __future__ import annotations

import stat
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.encode import write
from engine.audio.files import read
from engine.core.audio import Audio
from engine.core.errors import UserError
from engine.provenance import mark_keys, recipe_tags
from engine.provenance.certificates import Credential, credential
from engine.provenance.credits import credits_document, credits_text
from engine.provenance.manifest import definition, sign_beside, sign_inside, validate

RECIPE = {
    "engine": "AURA-X Studio 0.1.0",
    "backend": "musicgen",
    "model": "musicgen-small",
    "licence": "CC-BY-NC-4.0",
    "commercial_use": False,
    "prompt": 'umsindo "wethu" <b> & ünïcode\n]]></USER>',
    "seed": 3,
    "parameters": {"tempo_bpm": 112.0, "melody": "hum.wav"},
}


@pytest.fixture
def sound() -> Audio:
    return Audio((0.1 * np.random.default_rng(0).standard_normal((2, 44_100))).astype(np.float32), 44_100)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Credential:
    return credential(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3"])
def test_a_recipe_comes_back_and_the_sound_is_untouched(tmp_path: Path, sound: Audio, suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    write(file, sound)
    before = read(file).samples
    recipe_tags.write_recipe(file, RECIPE)
    assert recipe_tags.read_recipe(file) == {"schema": recipe_tags.SCHEMA, **RECIPE}
    np.testing.assert_array_equal(read(file).samples, before)


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3"])
def test_a_manifest_inside_holds_until_a_bit_changes(
    tmp_path: Path, sound: Audio, signer: Credential, suffix: str
) -> None:
    file = tmp_path / f"a.{suffix}"
    write(file, sound)
    recipe_tags.write_recipe(file, RECIPE)
    before = read(file).samples
    sign_inside(file, definition(RECIPE, title="a", is_neural=True, with_prompt=False), signer)
    found = validate(file)
    assert found is not None
    assert found.is_intact
    assert found.problems == ("signingCredential.untrusted",)
    assert found.source_type == "trainedAlgorithmicMedia"
    assert "umsindo" not in str(found.manifest)
    assert recipe_tags.read_recipe(file)["seed"] == 3
    np.testing.assert_array_equal(read(file).samples, before)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    broken = validate(file)
    assert broken is not None
    assert not broken.is_intact


def test_a_manifest_beside_leaves_the_file_as_it_is(tmp_path: Path, sound: Audio, signer: Credential) -> None:
    file = tmp_path / "mix.wav"
    write(file, sound)
    before = file.read_bytes()
    sign_beside(file, definition(RECIPE, title="mix", is_neural=False, with_prompt=True), signer)
    found = validate(file)
    assert file.read_bytes() == before
    assert found is not None
    assert found.is_intact
    assert found.source_type == "algorithmicMedia"
    assert "umsindo" in str(found.manifest)
    file.write_bytes(before[:5000] + bytes([before[5000] ^ 1]) + before[5001:])
    broken = validate(file)
    assert broken is not None
    assert "assertion.dataHash.mismatch" in broken.problems


def test_no_manifest_is_none_and_a_broken_one_a_sentence(tmp_path: Path, sound: Audio) -> None:
    file = tmp_path / "mix.wav"
    write(file, sound)
    assert validate(file) is None
    (tmp_path / "mix.c2pa").write_bytes(b"nonsense")
    with pytest.raises(UserError, match="manifest"):
        validate(file)


def test_a_file_without_a_recipe_is_a_sentence(tmp_path: Path, sound: Audio) -> None:
    for suffix in ("wav", "flac", "mp3"):
        file = tmp_path / f"a.{suffix}"
        write(file, sound)
        with pytest.raises(UserError, match="no recipe"):
            recipe_tags.read_recipe(file)
    with pytest.raises(UserError, match="Cannot read"):
        recipe_tags.read_recipe(tmp_path / "nowhere.wav")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([b"RIFF\x10\0\0\0WAVE", b"fLaC", b"ID3\x04\0\0\0\0\x08\0", b"RF64\xff\xff\xff\xffWAVE"]), st.data()
)
def test_hostile_files_end_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, data: st.DataObject
) -> None:
    chunks = st.tuples(
        st.sampled_from([b"iXML", b"LIST", b"TXXX", b"data"]), st.integers(0, 2**32 - 1), st.binary(max_size=40)
    )
    body = b"".join(
        name + struct.pack("<I", size) + rest for name, size, rest in data.draw(st.lists(chunks, max_size=6))
    )
    file = tmp_path_factory.mktemp("hostile") / "a.wav"
    file.write_bytes(head + body)
    with pytest.raises(UserError):
        recipe_tags.read_recipe(file)


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"schema": 5}', "[" * 100_000, '{"schema": "aurax.recipe/9"}', "&lol;" * 9]
)
def test_hostile_recipes_end_in_a_sentence(tmp_path: Path, sound: Audio, text: str) -> None:
    file = tmp_path / "a.wav"
    write(file, sound)
    recipe_tags._write_wav(file, text)
    with pytest.raises(UserError):
        recipe_tags.read_recipe(file)


def test_keys_are_the_users_alone_and_can_be_given_away(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    assert mark_keys.known_keys(mine) == (mark_keys.PUBLIC,)
    key = mark_keys.own_key(mine)
    file = mark_keys.key_file(mine, key.id)
    assert mark_keys.own_key(mine) == key
    assert stat.S_IMODE(file.stat().st_mode) in (0o600, 0o666)  # Windows knows no modes
    assert mark_keys.add_key(theirs, file) == key
    assert mark_keys.known_keys(theirs) == (mark_keys.PUBLIC, key)
    file.write_text("nonsense")
    with pytest.raises(UserError, match="no watermark key"):
        mark_keys.known_keys(mine)
    with pytest.raises(UserError, match="no watermark key"):
        mark_keys.named(mark_keys.known_keys(theirs), "0")


def test_the_credential_is_kept_and_a_damaged_one_said(tmp_path: Path) -> None:
    first = credential(tmp_path)
    assert credential(tmp_path) == first
    (tmp_path / "provenance" / "signer.pem").write_text("x")
    with pytest.raises(UserError, match="damaged"):
        credential(tmp_path)


def test_credits_say_the_terms_and_what_people_gave() -> None:
    document = credits_document(RECIPE, is_neural=True)
    text = credits_text(document)
    assert "CC-BY-NC-4.0" in text
    assert "Commercial use:   NOT allowed" in text
    assert "gave melody: hum.wav" in document["human_contributions"]
    assert "chose tempo_bpm: 112.0" in document["human_contributions"]
    assert credits_text(credits_document({}, is_neural=False)).startswith("CREDITS")

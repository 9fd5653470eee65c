"""Checkpoints are whole or absent."""

from pathlib import Path

import pytest
import torch

from engine.core.errors import UserError
from trainer.checkpoint import (
    STATE_FILE,
    Checkpoint,
    checkpoints,
    load_checkpoint,
    newest_whole,
    save_checkpoint,
)


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    saved = save_checkpoint(tmp_path, 12, {"step": 12, "weights": torch.arange(5.0)})
    assert newest_whole(tmp_path) == saved == Checkpoint(12, tmp_path / "step_00000012")
    state = load_checkpoint(saved)
    assert state["step"] == 12
    assert torch.equal(state["weights"], torch.arange(5.0))


def test_the_newest_stay_and_one_that_was_asked_for(tmp_path: Path) -> None:
    for step in (1, 2, 3, 4, 5):
        save_checkpoint(tmp_path, step, {"step": step}, keep=2, keep_also=2)
    assert [checkpoint.step for checkpoint in checkpoints(tmp_path)] == [5, 4, 2]


def test_a_damaged_one_is_passed_over(tmp_path: Path) -> None:
    save_checkpoint(tmp_path, 1, {"step": 1})
    newest = save_checkpoint(tmp_path, 2, {"step": 2})
    content = bytearray((newest.folder / STATE_FILE).read_bytes())
    content[len(content) // 2] ^= 1
    (newest.folder / STATE_FILE).write_bytes(content)
    whole = newest_whole(tmp_path)
    assert whole is not None
    assert whole.step == 1


@pytest.mark.parametrize("name", ["step_00000009.unfinished", "step_nine"])
def test_what_a_kill_left_is_no_checkpoint(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / STATE_FILE).write_bytes(b"half")
    assert newest_whole(tmp_path) is None
    save_checkpoint(tmp_path, 9, {"step": 9})
    assert [checkpoint.step for checkpoint in checkpoints(tmp_path)] == [9]


def test_a_folder_without_a_manifest_is_not_whole(tmp_path: Path) -> None:
    saved = save_checkpoint(tmp_path, 3, {"step": 3})
    (saved.folder / "manifest.json").unlink()
    assert newest_whole(tmp_path) is None


def test_an_unreadable_state_is_a_sentence(tmp_path: Path) -> None:
    saved = save_checkpoint(tmp_path, 3, {"step": 3})
    (saved.folder / STATE_FILE).write_bytes(b"no pickle")
    with pytest.raises(UserError, match="cannot be read"):
        load_checkpoint(saved)

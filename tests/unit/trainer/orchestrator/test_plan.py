"""The plan: what it may say, and a sentence for what it may not."""

from pathlib import Path

import pytest

from engine.core.errors import UserError
from trainer.orchestrator.plan import Plan, read_plan


def read(tmp_path: Path, text: str) -> Plan:
    (tmp_path / "plan.toml").write_text(text)
    return read_plan(tmp_path / "plan.toml")


def test_an_empty_plan_is_the_usual_one(tmp_path: Path) -> None:
    own = read(tmp_path, "")
    assert [(one.name, one.day) for one in own.milestones] == [("week_5", 35.0)]
    assert (own.limits.min_authenticity, own.limits.max_cost_usd, own.limits.max_val_loss) == (0.35, 600.0, 3.5)
    assert own.idle.hours == 2.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[cost]\nbudget = 1", "budget"),
        ("[thresholds]\nmin_authenticity = 35", "between 0 and 1"),
        ("[[milestone]]\nname = 'a'\nday = 1\nstep = 5", "one of day"),
        ("[[milestone]]\nname = '../../a'\nday = 1", "letters"),
        ("[[milestone]]\nname = 'a'\nday = 1\n[[milestone]]\nname = 'a'\nday = 2", "different names"),
        ("[cost]\nusd_per_hour = nan", "usd_per_hour"),
        ("[hooks]\nnotify = 'mail me'", "hooks"),
        ("cost = ", "cannot be read"),
    ],
)
def test_what_it_may_not_say_is_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        read(tmp_path, text)
    assert caught.value.hint


def test_the_plan_in_the_guide_is_the_usual_one(tmp_path: Path) -> None:
    guide = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "orchestrate-a-training.md"
    text = guide.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert read(tmp_path, text) == Plan()

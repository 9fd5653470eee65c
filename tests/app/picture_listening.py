"""Pictures of a listening test, screen after screen, for eyes. Run by hand, no test:

    QT_QPA_PLATFORM=offscreen python -m tests.app.picture_listening FOLDER [THEME] [WxH] [pairs|ratings|mushra]

Sounds are noise and tones of our own; a whole test of twenty trials is walked by the keyboard, then its key is opened.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    from app.compose import compose, make_application
    from engine.core.rating import MUSHRA, PAIRS
    from engine.paths import Paths
    from engine.settings import Settings
    from tests.app.listening import Walk
    from tests.rating_sessions import make_session

    folder, theme, size, kind = [*sys.argv[1:], *("dark", "1440x900", PAIRS)[len(sys.argv) - 2 :]]
    width, _, height = size.partition("x")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    trials = 20 if kind == PAIRS else 6
    with tempfile.TemporaryDirectory() as scratch:
        session, _made = make_session(
            Path(scratch), kind=kind, trials=trials, raters=1, repeats=2 * (kind == PAIRS), catches=0,
            num_prompts=10, must_listen=0.05, reference=kind == MUSHRA,
        )  # fmt: skip
        application = make_application(theme)
        studio = compose(Paths.under(Path(scratch) / "home"), Settings(), theme=theme, force_silent=True)
        studio.window.timer.stop()
        studio.window.resize(int(width), int(height))
        studio.window.show()
        number = 0

        def seen(name: str) -> None:
            nonlocal number
            number += 1
            application.processEvents()
            studio.window.grab().save(str(target / f"{kind}-{theme}-{size}-{number:02d}-{name}.png"))

        walk = Walk(studio, session, seen=seen)
        walk.open()
        walk.join()
        walk.all_trials()
        walk.test.open_key()
        walk.until(lambda: walk.page.screen_shown is walk.page.results)
        seen("results")
        studio.window.hide()
        studio.close()


if __name__ == "__main__":
    main()

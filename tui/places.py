"""Where things are: the data that ships with the program, and the folders of its user."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped() -> Path:
    """The folder that holds `content/` and `config.toml`: in a wheel, a checkout or an editable install."""
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _PACKAGE.parent


def shipped_content() -> Path:
    """The content that ships with the program."""
    return shipped() / "content"


def shipped_config() -> Path:
    """The settings file that holds every default."""
    return shipped() / "config.toml"


def _user_folder(kind: str) -> Path:
    home = os.environ.get("PLAN_REVIEW_HOME")
    if home:
        return Path(home) / kind
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("plan-review", appauthor=False)
    return {"config": dirs.user_config_path, "data": dirs.user_data_path, "state": dirs.user_state_path}[kind]


def user_config() -> Path:
    """The user's own settings file; it need not exist."""
    return _user_folder("config") / "config.toml"


def reviewer_file() -> Path:
    """Who reviews on this machine, as answered in the program; it need not exist."""
    return _user_folder("config") / "reviewer.toml"


def user_content() -> Path:
    """The user's own plans, laid over the shipped content; it need not exist."""
    return _user_folder("data") / "content"


def reviews_folder() -> Path:
    """The folder of the user's reviews; it need not exist."""
    return _user_folder("data") / "reviews"


def default_review() -> Path:
    """The review file that is used when none is named."""
    return reviews_folder() / "default.review"


def state_file() -> Path:
    """The last place read in each review; may be deleted at any time."""
    return _user_folder("state") / "state.json"

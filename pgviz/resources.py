"""Where the data files are: inside the package once installed, beside it in a checkout."""

from importlib.resources import files
from pathlib import Path


def resource(name: str) -> Path:
    """Return the path of a file or folder of `resources/`, such as "icons/play.svg".

    Raises FileNotFoundError, which says where it was looked for, if there is none of that name.
    """
    path = _folder() / name
    if not path.exists():
        raise FileNotFoundError(f"There is no resource {name!r} in {path.parent}; reinstall pgviz.")
    return path


def _folder() -> Path:
    package = Path(str(files("pgviz")))
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"

"""Packages that only some exports need."""

from importlib import import_module
from types import ModuleType

from pgviz.environments.errors import PgvizError


def need(module: str, package: str, extra: str, what: str) -> ModuleType:
    """Return a module that an extra installs; `what` needs it.

    Raises PgvizError, with the command that installs it, where it isn't there.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise PgvizError(
            f"{what} needs {package}, which is not installed: pip install 'pgviz[{extra}]'"
        ) from error

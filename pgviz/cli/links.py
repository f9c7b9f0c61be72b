"""A share string, or the URL of a file, among the words after `pgviz`."""

import re
from pathlib import Path
from urllib.request import url2pathname

from pgviz.environments.errors import PgvizError, shorten
from pgviz.lessons.sharing import Shared, is_share_string

FILE_URL = re.compile(r"file://[^/]*(?P<path>/.*)", re.IGNORECASE)


def session_or_link(text: str) -> Path | str:
    """Return a share string as it is, and anything else as the path of a file.

    A desktop may name a file by its URL.
    """
    if is_share_string(text):
        return text
    url = FILE_URL.fullmatch(text)
    return Path(url2pathname(url["path"]) if url else text)


def require_trust(shared: Shared, agreed: str | None) -> None:
    """Raise PgvizError where the world's module would be imported and --env doesn't name it."""
    id = shared.experiment.environment.id
    if shared.needs_import and agreed != id:
        module = id.rpartition(":")[0]
        raise PgvizError(
            f"The share string would import the module {shorten(repr(module), 80)} and run its "
            f"code; if you trust it, say so with --env {shorten(id, 200)}."
        )

"""Share strings: a run, and the place in it that is shown, as a link."""

from pgviz.lessons.sharing.format import LONGEST, is_share_string
from pgviz.lessons.sharing.reading import decode
from pgviz.lessons.sharing.shared import Shared, replay_commands, share
from pgviz.lessons.sharing.writing import encode

__all__ = [
    "LONGEST",
    "Shared",
    "decode",
    "encode",
    "is_share_string",
    "replay_commands",
    "share",
]

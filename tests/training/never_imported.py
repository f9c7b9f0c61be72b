"""A module of environments that is never done importing."""

from threading import Event

Event().wait()

"""The worlds: what they are, how they are made, and how a batch of trajectories is sampled."""

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.catalogue import GYMNASIUM_WORLDS, KNOWN, OUR_WORLDS, Entry
from pgviz.environments.errors import IterationFailed, PgvizError, UnservedSpaceError
from pgviz.environments.frames import render_frame
from pgviz.environments.layout import GridLayout
from pgviz.environments.making import make_world
from pgviz.environments.randomness import Draws, Purpose
from pgviz.environments.registration import register_worlds
from pgviz.environments.spaces import Box, Discrete, Space
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.world import Act, Checkpoint, EnvironmentSpec, World, proceed

__all__ = [
    "GYMNASIUM_WORLDS",
    "KNOWN",
    "OUR_WORLDS",
    "Act",
    "Batch",
    "Box",
    "Checkpoint",
    "Discrete",
    "Draws",
    "Entry",
    "EnvironmentSpec",
    "GridLayout",
    "IterationFailed",
    "PgvizError",
    "Purpose",
    "Space",
    "TabularMDP",
    "UnservedSpaceError",
    "World",
    "freeze",
    "make_world",
    "proceed",
    "register_worlds",
    "render_frame",
]

register_worlds()

"""Commands arrive in order, once, and say how urgent they are."""

import threading

import pytest

from pgviz.training.commands import (
    Advance,
    Command,
    Pause,
    Quit,
    Reset,
    Run,
    SetHyperparameters,
    Urgency,
)
from pgviz.training.inbox import Inbox, Numbered
from tests.training.runs import BOLDER, EXPERIMENT, PLAIN

BOLD, MILD = SetHyperparameters(BOLDER), SetHyperparameters(PLAIN)


def holding(*commands: Command) -> Inbox:
    inbox = Inbox()
    for command in commands:
        inbox.put(command)
    return inbox


def emptied(inbox: Inbox) -> list[Numbered]:
    return list(iter(inbox.pop, None))


def test_commands_come_out_in_order_with_their_numbers() -> None:
    commands = [Run(), Pause(), Advance(2), Pause(), BOLD, Run(), MILD]
    assert emptied(holding(*commands)) == list(enumerate(commands, start=1))


def test_of_changes_in_a_row_the_newest_wins() -> None:
    inbox = holding(BOLD, MILD, BOLD, Run(), MILD, Reset(EXPERIMENT), Reset(EXPERIMENT), Run())
    assert emptied(inbox) == [
        (3, BOLD),
        (4, Run()),
        (5, MILD),
        (7, Reset(EXPERIMENT)),
        (8, Run()),
    ]


def test_advances_in_a_row_all_count() -> None:
    assert emptied(holding(Advance(), Advance())) == [(1, Advance()), (2, Advance())]


@pytest.mark.parametrize(
    ("commands", "urgency"),
    [
        ([], Urgency.NONE),
        ([Advance()], Urgency.NONE),
        ([Advance(), BOLD], Urgency.FINISH),
        ([Run()], Urgency.FINISH),
        ([BOLD, Pause(), Run()], Urgency.ABANDON),
        ([Reset(EXPERIMENT)], Urgency.ABANDON),
        ([Quit(), Pause()], Urgency.QUIT),
    ],
)
def test_the_most_urgent_command_is_heard(commands: list[Command], urgency: Urgency) -> None:
    assert holding(*commands).listen() == urgency


def test_a_command_that_was_taken_is_urgent_no_more() -> None:
    inbox = holding(Pause(), Advance())
    inbox.pop()
    assert inbox.listen() == Urgency.NONE


def test_the_bell_rings_until_what_came_was_heard() -> None:
    inbox = holding(Run(), Run())
    assert inbox.bell.poll()
    inbox.listen()
    assert not inbox.bell.poll()
    inbox.put(Pause())
    assert inbox.bell.poll()


def test_waiting_ends_when_a_command_comes() -> None:
    inbox = Inbox()
    waiting = threading.Thread(target=inbox.wait)
    waiting.start()
    inbox.put(Run())
    waiting.join()
    assert inbox.pop() == (1, Run())


def test_none_is_lost_when_many_threads_send() -> None:
    inbox = Inbox()
    senders = [
        threading.Thread(target=lambda: [inbox.put(Advance()) for _ in range(1000)])
        for _ in range(4)
    ]
    for sender in senders:
        sender.start()
    numbers: list[int] = []
    while len(numbers) < 4000:
        inbox.wait()
        numbers += [number for number, _ in emptied(inbox)]
    for sender in senders:
        sender.join()
    assert numbers == list(range(1, 4001))


def test_an_advance_is_at_least_one_iteration() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Advance(0)

"""The same work in several processes that share what was loaded before, with the results in order."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import TypeVar

Result = TypeVar("Result")


def usable_workers(wanted: int | None) -> int:
    """How many processes to use.

    Args:
        wanted: at least 1, or None for one on each processor this process may run on.

    Returns:
        1 where processes cannot share memory by forking (Windows, macOS).
    """
    if "fork" not in multiprocessing.get_all_start_methods() or os.uname().sysname == "Darwin":
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, wanted if wanted is not None else available)


def interleaved(work: Callable[[int, int], Iterator[Result]], workers: int) -> Iterator[Result]:
    """Run `work(k, workers)` for each k in a process of its own and yield the results in turn.

    Process k must yield the results for the batches k, k + workers, k + 2 * workers…; together they come out in the order of
    the batches. A process that is ahead waits until its results are taken, so memory stays bounded.

    Args:
        work: a function of the process's number and the number of processes; its results must be picklable.
        workers: number of processes; with 1 the work is done in this one.

    Raises:
        Exception: whatever `work` raises in any process, once all earlier results are out.
        RuntimeError: if a process is killed.
    """
    if workers == 1:
        yield from work(0, 1)
        return
    context = multiprocessing.get_context("fork")
    running = []
    for number in range(workers):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(work, number, workers, sender), daemon=True)
        with warnings.catch_warnings():
            # Idle threads of a numerical library are safe to fork beside: the children start none of their own.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        sender.close()
        running.append((process, receiver))
    try:
        turn = 0
        while True:
            message = _receive(running[turn % workers][1])
            if message is None:
                return
            yield message[0]
            turn += 1
    finally:
        for process, receiver in running:
            receiver.close()
            process.terminate()
            process.join()


def _run(work: Callable[[int, int], Iterator[Result]], number: int, workers: int, sender: Connection) -> None:
    try:
        for result in work(number, workers):
            sender.send((result, None))
        sender.send(None)
    except BrokenPipeError:
        pass  # nobody wants the rest
    except BaseException as error:  # handed over, to be raised where the results are taken
        sender.send((None, error))


def _receive(receiver: Connection) -> tuple[Result] | None:
    try:
        message = receiver.recv()
    except EOFError:
        raise RuntimeError("a worker process ended before its work was done") from None
    if message is None:
        return None
    result, error = message
    if error is not None:
        raise error
    return (result,)

"""Ordered map over batches in forked workers, which share everything loaded before."""

from __future__ import annotations

import gc
import os
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from sanctionscreen._gc import collector_paused

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Semaphore

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def usable_workers(wanted: int | None) -> int:
    """How many processes to use.

    Args:
        wanted: at least 1, or None for one on each processor this process may run on.

    Returns:
        1 where processes cannot safely share memory by forking (Windows, macOS).
    """
    if not hasattr(os, "fork") or os.uname().sysname == "Darwin":
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, wanted if wanted is not None else available)


def in_order(
    batches: Iterable[Batch],
    work: Callable[[Batch], Result],
    workers: int,
    *,
    learn: Callable[[Result], None] = lambda _: None,
) -> Iterator[tuple[Batch, Result]]:
    """Do `work` on each batch, each in a process forked for it, and yield batches and results in their order.

    A forked process sees the batch and everything loaded before it without copying; only its result travels. At most
    `workers` batches are worked on, one more has its process waiting, so that no processor is idle while this one reads
    or writes, and one is read ahead; so memory stays bounded.

    Args:
        batches: read as the results are taken.
        work: its result must be picklable.
        workers: number of processes at a time; with 1 the work is done in this one.
        learn: called with each result in this process, before the next one is forked, which then knows it too.

    Raises:
        Exception: any that `work` raises, in the order of the batches.
        RuntimeError: if a process is killed.
    """
    if workers == 1:
        for batch in batches:
            with collector_paused():
                result = work(batch)
            learn(result)
            yield batch, result
        return
    import multiprocessing  # late: a single check needs no other process

    turns = multiprocessing.get_context("fork").Semaphore(workers)
    gc.freeze()  # a collection here would write to, and so copy, pages that the children share
    running: deque[tuple[Batch, _Child[Result]]] = deque()
    try:
        for batch in batches:
            if len(running) > workers:
                first, child = running.popleft()
                result = child.result()
                learn(result)
                running.append((batch, _Child(work, batch, turns)))
                yield first, result
            else:
                running.append((batch, _Child(work, batch, turns)))
        while running:
            first, child = running.popleft()
            result = child.result()
            learn(result)
            yield first, result
    finally:
        for _, child in running:
            child.stop()
        gc.unfreeze()


class _Child(Generic[Result]):
    """A forked process that works on one batch."""

    def __init__(self, work: Callable[[Batch], Result], batch: Batch, turns: Semaphore) -> None:
        import multiprocessing  # late, as above

        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, batch, turns, sender), daemon=True)
        with warnings.catch_warnings():
            # The idle threads of a numerical library are safe to fork with: the child starts none of its own.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        sender.close()

    def result(self) -> Result:
        try:
            result: Result
            with collector_paused():  # it all stays
                result, error = self._receiver.recv()
        except EOFError:
            raise RuntimeError("a worker process ended before its work was done") from None
        finally:
            self.stop()
        if error is not None:
            raise error
        return result

    def stop(self) -> None:
        self._receiver.close()
        self._process.terminate()
        self._process.join()


def _run(work: Callable[[Batch], Result], batch: Batch, turns: Semaphore, sender: Connection) -> None:
    gc.disable()  # the process ends before garbage matters
    _keep_freed_memory()
    try:
        with turns:  # until the result is there: another one works while it is sent
            result = work(batch)
        sender.send((result, None))
    except BrokenPipeError:
        pass  # nobody wants the result any more
    except Exception as error:  # handed over, to be raised where the result is taken
        sender.send((None, error))


def _keep_freed_memory() -> None:
    """Let the C library reuse freed memory: arrays of a megabyte come and go thousands of times.

    Without this, they are returned to the system and zeroed again, which costs about 2 % of a run's CPU time.
    """
    import ctypes  # late: only several processes need it

    with suppress(OSError, AttributeError):  # another C library does as it likes
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, 32 << 20)
        library.mallopt(_M_TRIM_THRESHOLD, 512 << 20)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3

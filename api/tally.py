"""What requests add to the figures, gathered for a quarter of a second.

prometheus_client writes each figure of each request into a shared file under a lock: four writes, a twentieth of a
short answer. Here a request only counts; what has come together is handed on a few times a second, before this process
itself is asked for its figures, and at an orderly end. A process that is killed loses the counts of its last quarter
second.
"""

import asyncio
from bisect import bisect_left

from prometheus_client import Gauge, Histogram

TELL_SECONDS = 0.25


class Counted:
    """One child of a histogram, with what it has not been told yet.

    `Histogram.observe` adds one at a time. Its parts take more at once; they have no public name
    (`tests/api/test_metrics.py` compares both ways).
    """

    __slots__ = ("_bounds", "_child", "_counts", "_seconds")

    def __init__(self, child: Histogram) -> None:
        self._child = child
        self._bounds: list[float] = child._upper_bounds
        self._forget()

    def _forget(self) -> None:
        self._counts = [0] * len(self._bounds)
        self._seconds = 0.0

    def note(self, seconds: float) -> None:
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._seconds += seconds

    def tell(self) -> None:
        if not any(self._counts):
            return
        for bucket, count in zip(self._child._buckets, self._counts, strict=True):
            if count:
                bucket.inc(count)
        self._child._sum.inc(self._seconds)
        self._forget()


class Tally:
    """Everything of this process that is still to be told."""

    def __init__(self, gauge: Gauge) -> None:
        self.counted: list[Counted] = []
        self.in_flight = 0
        """Requests being answered just now, as `gauge` is to show."""
        self._gauge = gauge
        self._loop: asyncio.AbstractEventLoop | None = None
        """Which will tell it soon."""

    def changed(self) -> None:
        """Tell it soon; at once where no event loop runs."""
        if self._loop is not None and self._loop.is_running():
            return
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self.tell()
        else:
            self._loop.call_later(TELL_SECONDS, self.tell)

    def tell(self) -> None:
        self._loop = None
        self._gauge.set(self.in_flight)
        for counted in self.counted:
            counted.tell()

"""Alarms of `signal`, which this Python lacks: they are set and never ring, for each test's own limit ends it."""

import signal

_TIMERS = {"ITIMER_REAL": 0, "ITIMER_VIRTUAL": 1, "ITIMER_PROF": 2}
_pending: dict[int, tuple[float, float]] = {}


def _setitimer(which: int, seconds: float, interval: float = 0.0) -> tuple[float, float]:
    """Set a timer; give what was left of the one before."""
    before = _getitimer(which)
    _pending[which] = (float(seconds), float(interval))
    return before


def _getitimer(which: int) -> tuple[float, float]:
    """Give what is left of a timer."""
    return _pending.get(which, (0.0, 0.0))


def _alarm(seconds: int) -> int:
    """Set the timer of real time, in whole seconds."""
    return int(_setitimer(_TIMERS["ITIMER_REAL"], seconds)[0])


def install() -> None:
    """Give programs and tests the functions that set alarms."""
    vars(signal).update(_TIMERS, alarm=_alarm, setitimer=_setitimer, getitimer=_getitimer)
    for function in (_alarm, _setitimer, _getitimer):
        function.__name__ = function.__qualname__ = function.__name__.removeprefix("_")
        function.__module__ = "signal"

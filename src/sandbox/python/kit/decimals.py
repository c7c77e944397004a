"""Arithmetic on decimals that no context of the program's has a say in: a wide one could round a difference to 0."""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from kit.kinship import is_a

#: Digits that no honest number has.
_DIGITS = 1000
_OWN = Context(
    prec=_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation],
)


def plain(value: Decimal) -> Decimal:
    """Give the number that a decimal is, as one that its own class has no say in. It is not rounded."""
    return Decimal(value)


def plus(a: Decimal, b: Decimal | int) -> Decimal:
    """Answer `a + b`."""
    return _OWN.add(a, b)


def minus(a: Decimal | int, b: Decimal | int) -> Decimal:
    """Answer `a - b`."""
    return _OWN.subtract(a, b)


def magnitude(value: object) -> object:
    """Answer `abs(value)`, of any number."""
    return value.copy_abs() if type(value) is Decimal else abs(value)


def rounded(value: object, places: int) -> object:
    """Answer `round(value, places)`, of any number."""
    return _OWN.quantize(value, Decimal((0, (1,), -places))) if type(value) is Decimal else round(value, places)


def subtracts(a: object, b: object) -> bool:
    """Tell whether two numbers are decimals, or one is and the other a whole number."""
    return Decimal in (type(a), type(b)) and all(is_a(each, Decimal) or is_a(each, int) for each in (a, b))

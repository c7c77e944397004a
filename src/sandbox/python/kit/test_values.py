"""What a test file asks of values."""

from kit import PRISTINE, private
from kit.kinship import is_a, real_mro

_isinstance = PRISTINE["isinstance"]
_issubclass = PRISTINE["issubclass"]
_MOCKS = private.COPIES["unittest.mock"].NonCallableMock


def honest_isinstance(value: object, cls: object) -> bool:
    """Answer isinstance by what a value was made as; a mock may pose as what it stands for."""
    if is_a(value, _MOCKS):
        return _isinstance(value, cls)
    return cls in real_mro(value) if type(cls) is type else _issubclass(type(value), cls)

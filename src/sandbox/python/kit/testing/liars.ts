/** What a function may return in order to be equal to everything. `LIAR` is an object of it. */
export const LIARS: readonly (readonly [string, string])[] = [
  [
    'says that it equals everything',
    'class L:\n    __eq__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __hash__ = lambda s: 0\nLIAR = L()',
  ],
  [
    'agrees with every comparison',
    'class L:\n    __eq__ = __lt__ = __gt__ = __le__ = __ge__ = __contains__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __bool__ = lambda s: True\n    __abs__ = __sub__ = __rsub__ = __neg__ = lambda s, *o: 0\n    __float__ = lambda s: 0.0\n    __hash__ = None\nLIAR = L()',
  ],
  [
    'is an int that equals everything',
    'class L(int):\n    __eq__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __hash__ = lambda s: 0\n    __sub__ = __rsub__ = lambda s, o: 0\nLIAR = L(9)',
  ],
  [
    'is a text that equals everything',
    'class L(str):\n    __eq__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __hash__ = lambda s: 0\nLIAR = L("x")',
  ],
  [
    'is a list that equals everything',
    'class L(list):\n    __eq__ = __contains__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __len__ = lambda s: 1\n    __iter__ = lambda s: iter([])\nLIAR = L([1, 2])',
  ],
  [
    'is a dict that equals everything',
    'class L(dict):\n    __eq__ = __contains__ = lambda s, o: True\n    __ne__ = lambda s, o: False\nLIAR = L()',
  ],
  ['lies about its class', 'class L:\n    __class__ = int\n    __eq__ = lambda s, o: True\nLIAR = L()'],
  [
    'has a metaclass that agrees',
    'class M(type):\n    __eq__ = __instancecheck__ = __subclasscheck__ = lambda *a: True\n    __hash__ = type.__hash__\n    __ne__ = lambda *a: False\nclass L(metaclass=M): pass\nLIAR = L',
  ],
  ['is the ANY of unittest.mock', 'from unittest.mock import ANY, MagicMock\nLIAR = ANY'],
  [
    'is a mock',
    'from unittest.mock import MagicMock\nLIAR = MagicMock()\nLIAR.__eq__ = lambda s, o: True\nLIAR.__sub__ = lambda s, o: 0',
  ],
  [
    'is a Fraction that agrees',
    'from fractions import Fraction\nclass L(Fraction):\n    __eq__ = lambda s, o: True\n    __sub__ = lambda s, o: 0\n    __hash__ = None\nLIAR = L(9)',
  ],
  [
    'has a repr that never ends',
    'class L:\n    def __repr__(s): return repr(s)\n    __eq__ = lambda s, o: NotImplemented\nLIAR = L()',
  ],
  ['has a huge repr', 'class L:\n    def __repr__(s): return "3" * 10_000_000\nLIAR = L()'],
  [
    'exits when compared',
    'class L:\n    def __eq__(s, o): raise SystemExit(0)\n    __hash__ = None\nLIAR = L()',
  ],
  [
    'is a float that agrees',
    'class L(float):\n    __eq__ = __lt__ = __gt__ = lambda s, o: True\n    __sub__ = __rsub__ = __abs__ = lambda s, *o: 0.0\n    __round__ = lambda s, *n: 0\nLIAR = L("nan")',
  ],
]

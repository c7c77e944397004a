import { beforeAll, describe, expect, it } from 'vitest'
import { type Kit, openKit } from './testing/open-kit.ts'

let kit: Kit
beforeAll(() => {
  kit = openKit()
}, 120_000)

/** Calls `f` of a program. */
const called = (program: string, ...args: readonly unknown[]) => kit.call(program, 'f', ...args)
/** What an expression is as data. */
const data = (expression: string, setup = '') => called(`${setup}\ndef f(): return ${expression}`)
const tag = (kind: string, content: unknown = null) => ({ $: [kind, content] })

describe('what a call returns, as data', () => {
  it.each<[string, unknown]>([
    ['[1, -5, 2.5, "é", None, True]', [1, -5, 2.5, 'é', null, true]],
    ['(1, (2,))', [1, [2]]],
    ['{"a": 1, "b": [2]}', { a: 1, b: [2] }],
    [
      '{1: 2, "a": 3}',
      tag('map', [
        [1, 2],
        ['a', 3],
      ]),
    ],
    ['{"$": [1]}', tag('object', [1])],
    ['{1}', tag('set', [1])],
    ['range(3)', [0, 1, 2]],
    ['(i * i for i in range(3))', [0, 1, 4]],
    ['map(str, [1])', ['1']],
    ['{"a": 1}.items()', [['a', 1]]],
    ['b"ab"', [97, 98]],
    ['2 ** 60', tag('bigint', '1152921504606846976')],
    ['float("nan")', tag('number', 'NaN')],
    ['float("-inf")', tag('number', '-Infinity')],
    ['-0.0', tag('number', '-0')],
    ['f', tag('function', 'f')],
    ['ValueError("x")', tag('error', ['ValueError', 'x'])],
  ])('%s', (expression, expected) => {
    expect(data(expression)).toEqual({ returned: expected })
  })

  it.each<[string, string, unknown]>([
    ['a Counter', 'from collections import *\nv = Counter("aab")', { a: 2, b: 1 }],
    ['a deque', 'from collections import *\nv = deque([1])', [1]],
    ['a named tuple', 'from collections import *\nv = namedtuple("P", "x y")(1, 2)', [1, 2]],
    [
      'a data class',
      'from dataclasses import *\n@dataclass(slots=True)\nclass P:\n    x: int\nv = P(1)',
      { x: 1 },
    ],
    ['a mapping', 'from types import *\nv = MappingProxyType({"a": 1})', { a: 1 }],
    ['a mapping of layers', 'from collections import *\nv = ChainMap({"a": 1}, {"b": 2})', { b: 2, a: 1 }],
    ['an object', 'class P:\n    def __init__(s): s.x = [1]\nv = P()', { x: [1] }],
    ['an object with slots', 'class P:\n    __slots__ = "x"\nv = P()\nv.x = 1', { x: 1 }],
    ['an object that is iterated', 'class P:\n    def __iter__(s): yield 1\nv = P()', [1]],
    ['an Enum', 'from enum import *\nclass C(Enum):\n    RED = "red"\nv = C.RED', 'red'],
    ['a Decimal that a float holds', 'from decimal import *\nv = Decimal("1.5")', 1.5],
    ['a Decimal that none holds', 'from decimal import *\nv = Decimal("0.1")', '0.1'],
    ['a Fraction', 'from fractions import *\nv = Fraction(1, 3)', '1/3'],
    ['a date', 'from datetime import *\nv = date(2024, 2, 29)', '2024-02-29'],
    ['a time span', 'from datetime import *\nv = timedelta(minutes=1)', 60],
    ['a UUID', 'from uuid import *\nv = UUID(int=1)', '00000000-0000-0000-0000-000000000001'],
    ['a path', 'from pathlib import *\nv = Path("a") / "b"', 'a/b'],
    ['a list in itself', 'v = []\nv.append(v)', [tag('cycle')]],
    ['a list twice', 'a = [1]\nv = [a, a]', [[1], [1]]],
    [
      'a subclass that lies',
      'class L(list):\n    __len__ = lambda s: 9\n    __iter__ = lambda s: iter("no")\nv = L([1])',
      [1],
    ],
  ])('%s', (_what, setup, expected) => {
    expect(data('v', setup)).toEqual({ returned: expected })
  })

  it.each([
    ['endless', 'import itertools\nv = itertools.count()'],
    ['too deep', 'v = []\nfor _ in range(1000): v = [v]'],
    ['too long', 'v = "x" * 5_000_000'],
    ['a number of too many digits', 'v = 10 ** 5000'],
  ])('fails where it is %s', (_what, setup) => {
    expect(data('v', setup)).toMatchObject({ threw: { kind: 'assertion' } })
  })
})

describe('a call', () => {
  it('awaits a coroutine without waiting, and drains an asynchronous generator', () => {
    expect(called('import asyncio\nasync def f(x):\n    await asyncio.sleep(9999)\n    return x', 3)).toEqual(
      { returned: 3 },
    )
    expect(called('async def f(x):\n    for i in range(x): yield i', 2)).toEqual({ returned: [0, 1] })
  })

  it('may ask for the name of the machine, which is the same everywhere, and not for a connection', () => {
    expect(called('import platform, socket\ndef f(): return socket.gethostname(), platform.node()')).toEqual({
      returned: ['emscripten', 'emscripten'],
    })
    expect(called('import socket\ndef f(): socket.socket().connect(("127.0.0.1", 1))')).toMatchObject({
      threw: { message: expect.stringContaining('PermissionError') },
    })
  })

  it('finds no function where there is none', () => {
    expect(called('x = 1')).toEqual({ missing: true })
    expect(called('f = 1')).toEqual({ missing: true })
  })

  it.each([
    ['load', 'def f(:', 'solution.py:1: SyntaxError: invalid syntax'],
    ['load', 'import nothing', "solution.py:1: ModuleNotFoundError: No module named 'nothing'"],
    ['exception', 'def f():\n    return 1 / 0', 'solution.py:2: ZeroDivisionError: division by zero'],
    ['exception', 'import sys\ndef f(): sys.exit(3)', 'solution.py:2: SystemExit: 3'],
    ['exception', 'def f(): raise KeyboardInterrupt', 'solution.py:1: KeyboardInterrupt'],
    ['exception', 'def f(): return input()', 'solution.py:1: EOFError: EOF when reading a line'],
    ['exception', 'class E(Exception):\n    def __str__(s): raise s\ndef f(): raise E', 'solution.py:3: E'],
    ['stack', 'def f(): return f()', expect.stringContaining('RecursionError')],
    ['memory', 'def f(): return [0] * 10 ** 9', expect.stringContaining('MemoryError')],
    [
      'output',
      'def f():\n    for _ in range(9999):\n        try: print("x" * 100)\n        except BaseException: pass',
      expect.anything(),
    ],
  ])('ends by %s in `%s`', (kind, program, message) => {
    expect(called(program)).toMatchObject({ threw: { kind, message } })
  })

  it('names the classes of an exception along its line', () => {
    expect(called('class Own(KeyError): pass\ndef f(): raise Own')).toMatchObject({
      threw: { names: ['Own', 'KeyError', 'LookupError', 'Exception', 'BaseException'] },
    })
  })
})

describe('a program that reads and prints', () => {
  it('reads lines, and is __main__', () => {
    const program =
      'import sys\nn = int(input())\nfor line in sys.stdin: print(line.strip() * n)\nif __name__ == "__main__": print("end", file=sys.stderr)'
    expect(kit.io(program, '2\na\nb')).toEqual({ output: 'aa\nbb\n', threw: null })
  })

  it('may write bytes, and leave early', () => {
    const program = 'import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read().upper())\nsys.exit()'
    expect(kit.io(program, 'ab')).toEqual({ output: 'AB', threw: null })
  })

  it('prints what it has put off to its end', () => {
    const program = 'import atexit, sys\natexit.register(print, "last")\nprint("first")\nsys.exit()'
    expect(kit.io(program)).toMatchObject({ output: 'first\nlast\n', threw: null })
  })

  it('keeps what it printed before it threw', () => {
    expect(kit.io('print("a")\nint("x")')).toMatchObject({ output: 'a\n', threw: { kind: 'exception' } })
    expect(kit.io('import sys\nsys.exit("no")')).toMatchObject({
      threw: { names: expect.arrayContaining(['SystemExit']) },
    })
  })
})

describe('a probe', () => {
  const INPUT = 'lambda n: [list(range(n)), sum(range(n))]'

  it("calls a function with what the author's code makes for a size", () => {
    expect(kit.probe('def f(xs, s): return len(xs) + s', 'f', INPUT, 10)).toEqual({ returned: 55 })
    expect(kit.probe('async def f(xs, s): return s', 'f', INPUT, 10)).toEqual({ returned: 45 })
  })

  it('makes the input before the program can change what it is made with', () => {
    const program =
      'import builtins\nbuiltins.range = builtins.list = lambda *a: []\ndef f(xs, s): return len(xs)'
    expect(kit.probe(program, 'f', INPUT, 10)).toEqual({ returned: 10 })
  })

  it('tells what the program threw, or lacks', () => {
    expect(kit.probe('def f(*a): return a[7]', 'f', INPUT, 1)).toMatchObject({ threw: { kind: 'exception' } })
    expect(kit.probe('g = 1', 'f', INPUT, 1)).toEqual({ missing: true })
  })
})

// Each returns a list that is true throughout.
const USES: readonly (readonly [string, string])[] = [
  [
    'json, re and math',
    'import json, re, math\ndef f(): return [json.loads(json.dumps({"a": [1, None]})) == {"a": [1, None]}, re.findall(r"\\d+", "a1b22") == ["1", "22"], math.isclose(math.sqrt(2) ** 2, 2)]',
  ],
  [
    'random and statistics',
    'import random, statistics\nrandom.seed(1)\ndef f(): return [sorted(random.sample(range(9), 9)) == list(range(9)), statistics.mean([1, 2, 3]) == 2]',
  ],
  [
    'datetime and calendar',
    'from datetime import *\nimport calendar\ndef f(): return [(datetime(2024, 1, 1) + timedelta(days=1)).strftime("%A") == "Tuesday", datetime.now().year == 2024, calendar.isleap(2024)]',
  ],
  [
    'collections',
    'from collections import *\nfrom collections.abc import *\ndef f(): return [Counter("aab").most_common(1) == [("a", 2)], isinstance({}, Mapping), not isinstance(1, Iterable), deque([1, 2], 1)[0] == 2]',
  ],
  [
    'itertools and functools',
    'from functools import *\nfrom itertools import *\n@lru_cache(None)\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\n@singledispatch\ndef g(x): return "o"\n@g.register\ndef _(x: int): return "i"\n@total_ordering\nclass T:\n    def __init__(s, v): s.v = v\n    def __eq__(s, o): return s.v == o.v\n    def __lt__(s, o): return s.v < o.v\ndef f(): return [fib(80) > 0, g(1) == "i", T(1) >= T(1), len(list(permutations("abc"))) == 6]',
  ],
  [
    'dataclasses',
    'from dataclasses import *\n@dataclass(order=True, frozen=True, slots=True)\nclass P:\n    x: int\n    y: list = field(default_factory=list, compare=False)\ndef f(): return [asdict(P(1)) == {"x": 1, "y": []}, P(1) < P(2), repr(P(3)) == "P(x=3, y=[])", replace(P(1), x=5).x == 5]',
  ],
  [
    'typing',
    'from __future__ import annotations\nfrom typing import *\nT = TypeVar("T")\nclass N(NamedTuple):\n    a: int\n@runtime_checkable\nclass P(Protocol):\n    def go(self) -> int: ...\nclass G(Generic[T]):\n    def go(self) -> int: return 1\nclass H[U]: pass\ndef f() -> list[bool]: return [N(1).a == 1, isinstance(G(), P), get_type_hints(f)["return"] == list[bool], bool(H[int])]',
  ],
  [
    'enum and abc',
    'from enum import *\nfrom abc import *\nclass F(Flag):\n    R = auto()\n    W = auto()\nclass A(ABC):\n    @abstractmethod\n    def go(self): ...\nclass B(A):\n    def go(self): return 1\ndef f():\n    try: A()\n    except TypeError: return [F.R in (F.R | F.W), isinstance(B(), A), A.__subclasses__() == [B]]',
  ],
  [
    'decimal and fractions',
    'from decimal import *\nfrom fractions import Fraction\ngetcontext().prec = 5\ndef f(): return [str(Decimal(1) / 3) == "0.33333", Fraction(1, 3) + 1 == Fraction(4, 3)]',
  ],
  [
    'csv, io, string and textwrap',
    'import csv, io, string, textwrap\ndef f(): return [list(csv.DictReader(io.StringIO("a,b\\n1,2"))) == [{"a": "1", "b": "2"}], string.Template("$x").substitute(x=1) == "1", textwrap.fill("a b", 1) == "a\\nb"]',
  ],
  [
    'heapq, bisect, copy and operator',
    'import heapq, bisect, copy, operator\ndef f(): return [heapq.nsmallest(2, [3, 1, 2]) == [1, 2], bisect.bisect([1, 2], 2) == 2, copy.deepcopy({"a": [1]}) == {"a": [1]}, operator.itemgetter(1)([1, 2]) == 2]',
  ],
  [
    'contextlib and io',
    'from contextlib import *\nimport io\n@contextmanager\ndef c(): yield 3\ndef f():\n    with c() as x, suppress(ValueError), redirect_stdout(io.StringIO()) as o:\n        print("hi"); int("x")\n    return [x == 3, o.getvalue() == "hi\\n"]',
  ],
  [
    'time, hashlib, uuid and base64',
    'import time, hashlib, uuid, base64, secrets\ndef f(): return [time.time() > 1.7e9, hashlib.sha256(b"a").hexdigest()[:6] == "ca9781", len(str(uuid.uuid4())) == 36, len(secrets.token_hex(4)) == 8]',
  ],
  [
    'pathlib, pprint, unicodedata and logging',
    'import pathlib, pprint, unicodedata, logging\nlogging.basicConfig(level=logging.INFO)\ndef f():\n    logging.getLogger(__name__).info("x %s", 1)\n    return [pathlib.PurePath("a/b.txt").suffix == ".txt", pprint.pformat({}) == "{}", unicodedata.name("é").endswith("ACUTE")]',
  ],
  [
    'inspect, warnings and traceback',
    'import inspect, warnings, traceback\ndef g(a, b=1): "doc"\ndef f():\n    warnings.warn("old", DeprecationWarning)\n    try: 1 / 0\n    except ZeroDivisionError: t = traceback.format_exc()\n    return [str(inspect.signature(g)) == "(a, b=1)", inspect.getdoc(g) == "doc", "solution.py" in t, "def g" in inspect.getsource(g), inspect.currentframe().f_code.co_name == "f"]',
  ],
  [
    'sys',
    'import sys\nsys.setrecursionlimit(100_000)\ndef g(n): return n and 1 + g(n - 1)\ndef f(): return [g(3000) == 3000, sys.argv == ["solution.py"], sys.maxsize > 0, sys.version_info >= (3, 14)]',
  ],
  [
    'asyncio',
    'import asyncio\nasync def put(n, q):\n    await asyncio.sleep(n)\n    await q.put(n)\nasync def f():\n    q = asyncio.Queue()\n    async with asyncio.TaskGroup() as g:\n        for n in (3, 1, 2): g.create_task(put(n, q))\n    try:\n        async with asyncio.timeout(1): await asyncio.sleep(5)\n    except TimeoutError: return [[q.get_nowait() for _ in range(3)] == [1, 2, 3], await asyncio.to_thread(lambda: True)]',
  ],
  [
    'files of its own',
    'import tempfile, pickle\nclass C:\n    x = 1\ndef f():\n    with open("x.txt", "w") as h: h.write("hi")\n    with tempfile.TemporaryFile() as h: h.write(b"x")\n    return [open("x.txt").read() == "hi", pickle.loads(pickle.dumps(C())).x == 1]',
  ],
  [
    'exec, eval and generators',
    'def g():\n    x = yield 1\n    yield x\ndef f():\n    d = {}\n    exec("def h(): return 7", d)\n    i = g()\n    return [d["h"]() == 7, eval("1 + 2") == 3, next(i) == 1, i.send(5) == 5, i.gi_code.co_name == "g", f.__globals__ is globals()]',
  ],
  [
    'modules that nobody thought of',
    'import tomllib, difflib, sched, wave, gzip, xml.dom.minidom, concurrent.futures\ndef f(): return [tomllib.loads("a = 1") == {"a": 1}, difflib.get_close_matches("appel", ["apple"]) == ["apple"]]',
  ],
  [
    'tests of its own',
    'import unittest, doctest, sys\nclass T(unittest.TestCase):\n    def test_a(self): self.assertEqual(1, 1)\ndef f():\n    """\n    >>> 1 + 1\n    2\n    """\n    tests = unittest.defaultTestLoader.loadTestsFromTestCase(T)\n    return [unittest.TextTestRunner().run(tests).wasSuccessful(), doctest.testmod(sys.modules[__name__]) == (0, 1)]',
  ],
  [
    'threads, which run one after the other',
    'import threading, queue\nclass T(threading.Thread):\n    def run(self): self.name_within = threading.current_thread().name\ndef f():\n    threading.stack_size(2 ** 26)\n    lock, q, got = threading.Lock(), queue.Queue(), []\n    def put():\n        for n in (1, 2, None): q.put(n)\n    def take():\n        while (n := q.get()) is not None:\n            with lock: got.append(n)\n    def fail(): raise ValueError\n    named = T(name="x")\n    for t in (threads := [threading.Thread(target=g) for g in (put, take, fail)] + [named]): t.start()\n    for t in threads: t.join(1)\n    try: named.start()\n    except RuntimeError: once = True\n    return [got == [1, 2], named.name_within == "x", once, not named.is_alive(), threading.active_count() == 1, threading.current_thread() is threading.main_thread()]',
  ],
  [
    'pools of threads',
    'from concurrent.futures import ThreadPoolExecutor, as_completed\ndef f():\n    begun = []\n    with ThreadPoolExecutor(2, initializer=lambda: begun.append(1)) as pool:\n        jobs = [pool.submit(pow, n, 2) for n in range(4)]\n        inner = pool.submit(lambda: pool.submit(int, "7").result()).result()\n        failed = pool.submit(int, "x").exception()\n        mapped = list(pool.map(str, [1, 2]))\n    try: pool.submit(int)\n    except RuntimeError: closed = True\n    return [sum(job.result() for job in as_completed(jobs)) == 14, inner == 7, type(failed) is ValueError, mapped == ["1", "2"], begun == [1], closed]',
  ],
  [
    'timers, and waiting for what does not come',
    'import queue, threading, time\ndef f():\n    hits, begun = [], time.monotonic()\n    timer = threading.Timer(30, hits.append, [1])\n    timer.start()\n    timer.join()\n    try: queue.Queue().get(timeout=5)\n    except queue.Empty: hits.append(2)\n    return [hits == [1, 2], not threading.Event().wait(2), round(time.monotonic() - begun) == 37]',
  ],
  [
    'locks',
    'import threading\nlock = threading.RLock()\ndef f():\n    with lock: return [threading.current_thread().name == "MainThread"]',
  ],
]

describe('what a normal program uses', () => {
  it.each(USES)('works: %s', (_what, program) => {
    const answer = called(program)
    expect(answer).toEqual({ returned: expect.any(Array) })
    expect('returned' in answer && new Set(answer.returned as boolean[])).toEqual(new Set([true]))
  })

  it.each([
    ['def f(): threading.Event().wait()', 'waits for ever: all threads that were started have ended'],
    [
      'def f():\n    q = queue.Queue()\n    threading.Thread(target=q.get).start()\n    q.put(1)',
      'the thread waits for what comes later, but here it runs to its end once it is started',
    ],
  ])('says why a thread cannot go on: %s', (program, message) => {
    const { threw } = called(`import queue, threading\n${program}`) as unknown as {
      threw: { message: string }
    }
    expect(threw.message).toMatch(message)
  })

  it('changes itself once where a test changes it once', () => {
    const clock =
      'class Clock:\n    at = 10\n    def __sub__(self, n):\n        self.at -= n\n        return self'
    const suite = 'from solution import Clock\ndef test_clock(): assert (Clock() - 3).at == 7'
    expect(kit.suite(clock, suite)).toEqual({ test_clock: 'passed' })
  })

  it('is the same each time: chance, time and hashes', () => {
    const program =
      'import random, time, uuid, os, secrets\ndef f(): return [random.random(), time.time(), str(uuid.uuid4()), hash("a"), os.urandom(4), secrets.randbits(64), [*{"a", "b", "c"}]]'
    expect(called(program)).toEqual(called(program))
  })
})

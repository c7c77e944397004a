/** What a learner's file may try in order to pass without an answer: each goes in front of a wrong answer. */
export const PATCHES: readonly (readonly [string, string])[] = [
  [
    'patches len, all, any, sum and sorted',
    'import builtins\nfor n in "len all any sum sorted".split(): setattr(builtins, n, lambda *a, **k: 3)',
  ],
  [
    'patches isinstance and type',
    'import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.type = lambda *a: int',
  ],
  [
    'patches repr, str and abs',
    'import builtins\nbuiltins.repr = builtins.str = lambda *a: "3"\nbuiltins.abs = lambda a: 0',
  ],
  [
    'patches the builtins of a module',
    'import json\nb = json.__builtins__\nb = b if type(b) is dict else vars(b)\nb["len"] = b["all"] = b["isinstance"] = lambda *a: 3',
  ],
  [
    'replaces __import__',
    'import builtins\nclass M:\n    def __getattr__(s, n): return s\n    def __call__(s, *a, **k): return s\nbuiltins.__import__ = lambda *a, **k: M()',
  ],
  ['replaces __build_class__', 'import builtins\nbuiltins.__build_class__ = lambda *a, **k: object'],
  [
    'defines its own builtins',
    'def len(x): return 3\ndef abs(x): return 0\ndef isinstance(*a): return True\ndef all(x): return True\ndef AssertionError(*a): return SystemExit()',
  ],
  [
    'replaces AssertionError',
    'import builtins\nclass AssertionError(Exception): pass\nbuiltins.AssertionError = SystemExit',
  ],
  [
    'patches unittest.TestCase',
    'import unittest\nfor n in dir(unittest.TestCase):\n    if n.startswith("assert") or n in ("fail", "run"): setattr(unittest.TestCase, n, lambda *a, **k: None)',
  ],
  [
    'brings its own unittest',
    'class unittest:\n    class TestCase:\n        def __getattr__(s, n): return lambda *a, **k: None\nTestCase = unittest.TestCase',
  ],
  [
    'puts its own modules into sys.modules',
    'import sys, types\nm = types.ModuleType("unittest")\nm.TestCase = object\nfor n in ("unittest", "pytest", "math", "json", "solution_test"): sys.modules[n] = m',
  ],
  [
    'empties sys.modules',
    'import sys\nfor n in list(sys.modules):\n    if n not in ("sys", "builtins"): sys.modules.pop(n)',
  ],
  [
    'adds a finder',
    'import sys\nclass F:\n    @staticmethod\n    def find_spec(*a): raise SystemExit\nsys.meta_path.insert(0, F)\nsys.path_hooks.insert(0, F)',
  ],
  ['empties sys.meta_path', 'import sys\nsys.meta_path.clear()'],
  [
    'reaches into the finders',
    'import sys\nfor f in sys.meta_path:\n    for n in dir(f):\n        try: setattr(f, n, lambda *a, **k: None)\n        except Exception: pass',
  ],
  [
    'patches json',
    'import json\njson.dumps = lambda *a, **k: "3"\njson.loads = lambda *a: 3\njson.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *a, **k: "3"\njson._default_encoder.encode = lambda *a: "3"',
  ],
  [
    'patches math',
    'import math\nmath.isclose = lambda *a, **k: True\nmath.fabs = lambda a: 0\nmath.isnan = lambda a: True',
  ],
  [
    'patches re',
    'import re\nclass P:\n    def __getattr__(s, n): return lambda *a, **k: s\nre.compile = re.search = re.match = lambda *a, **k: P()\nre._compile = lambda *a: P()',
  ],
  [
    'patches contextlib',
    'import contextlib\nfor c in (contextlib._GeneratorContextManager, contextlib.ExitStack, contextlib.suppress): c.__exit__ = lambda *a: True',
  ],
  [
    'patches functools',
    'import functools\nfunctools.wraps = lambda *a, **k: (lambda f: (lambda *a, **k: None))\nfunctools.partial = lambda *a, **k: None',
  ],
  [
    'patches operator',
    'import operator\nfor n in ("eq", "ne", "lt", "is_", "contains"): setattr(operator, n, lambda *a: True)',
  ],
  [
    'patches collections',
    'import collections\ncollections.Counter = lambda *a: {}\ncollections.Counter.__eq__ = lambda *a: True',
  ],
  [
    'patches fractions and decimal',
    'import fractions\nfractions.Fraction.__eq__ = lambda *a: True\nfractions.Fraction.__sub__ = lambda *a: 0',
  ],
  [
    'patches traceback and warnings',
    'import traceback, warnings\ntraceback.TracebackException = None\nwarnings.catch_warnings = None\nwarnings.simplefilter("error")',
  ],
  [
    'patches asyncio',
    'import asyncio\nfrom asyncio import base_events, runners\nasyncio.run = lambda c: None\nbase_events.BaseEventLoop.run_until_complete = lambda *a: None\nbase_events.BaseEventLoop.run_forever = lambda *a: None\nbase_events.BaseEventLoop.create_task = lambda *a, **k: None',
  ],
  [
    'patches the runners of asyncio',
    'from asyncio import runners, base_events, events, tasks\nrunners.Runner.run = runners.run = lambda *a, **k: None\nclass T:\n    def __init__(s, *a, **k): pass\n    done = cancelled = lambda s: True\n    result = exception = add_done_callback = remove_done_callback = lambda s, *a, **k: None\ntasks.Task = tasks.ensure_future = base_events.BaseEventLoop.create_future = T',
  ],
  [
    'sets a trace function',
    'import sys, threading\ntry: sys.settrace(lambda *a: None)\nexcept BaseException: pass\ntry: sys.setprofile(lambda *a: None)\nexcept BaseException: pass\nthreading.settrace(lambda *a: None)',
  ],
  [
    'monitors the interpreter',
    'import sys\ntry:\n    m = sys.monitoring\n    m.use_tool_id(2, "x")\n    m.register_callback(2, m.events.PY_START, lambda *a: None)\n    m.set_events(2, m.events.PY_START)\nexcept BaseException: pass',
  ],
  [
    'adds an audit hook',
    'import sys\ndef hook(e, a): raise SystemExit\ntry: sys.addaudithook(hook)\nexcept BaseException: pass',
  ],
  ['registers at exit', 'import atexit, os\natexit.register(lambda: print("passed"))'],
  [
    'turns asserts off',
    'import sys, builtins\ntry: sys.flags.optimize = 2\nexcept BaseException: pass\ntry: builtins.__debug__ = False\nexcept BaseException: pass\nbuiltins.__dict__["__debug__"] = False',
  ],
  [
    'replaces excepthook and displayhook',
    'import sys\nsys.excepthook = sys.unraisablehook = sys.displayhook = lambda *a: None',
  ],
  [
    'replaces stdout',
    'import sys\nclass S:\n    def write(s, t): return len(t)\n    def flush(s): raise SystemExit\nsys.stdout = sys.stderr = sys.__stdout__ = S()',
  ],
  ['closes stdout', 'import sys\nsys.stdout.buffer.close()\nsys.stderr.close()'],
  [
    'prints a verdict',
    'import json, os\nv = json.dumps({"passed": True})\nprint(v)\nfor fd in range(8):\n    try: os.write(fd, v.encode())\n    except BaseException: pass',
  ],
  [
    'registers tests of its own',
    'def test_free(): pass\nclass TestFree:\n    def test_a(self): pass\n    def test_b(self): pass\ntest_free.__module__ = TestFree.__module__ = "kit.tests"',
  ],
  [
    'looks for the subclasses of all',
    'for c in object.__subclasses__() + type.__subclasses__(type) + AssertionError.__subclasses__() + BaseException.__subclasses__():\n    for n in list(vars(c)):\n        if callable(getattr(c, n, None)) and not n.startswith("__") and ("ssert" in n or "heck" in n or "run" in n or "judge" in n):\n            try: setattr(c, n, lambda *a, **k: None)\n            except BaseException: pass',
  ],
  [
    'looks through the garbage collector',
    'import gc\nfor name in ("get_objects", "get_referrers", "get_referents"):\n    try:\n        for o in getattr(gc, name)(object):\n            if isinstance(o, dict):\n                for k in list(o):\n                    if isinstance(k, str) and (k.startswith("assert") or k.startswith("@")): o[k] = lambda *a, **k: True\n    except BaseException: pass',
  ],
  [
    'makes a new gc module',
    'import sys, gc\ntry:\n    L = sys.__loader__ if hasattr(sys, "__loader__") else type(gc.__spec__.loader)\n    spec = gc.__spec__\n    g = gc.__spec__.loader.create_module(spec)\n    gc.__spec__.loader.exec_module(g)\n    for o in g.get_objects():\n        if isinstance(o, dict) and "@judge" in o: o["@judge"] = lambda *a: True\nexcept BaseException: pass',
  ],
  [
    'makes a new sys module',
    'import sys\ntry:\n    s = sys.__spec__.loader.create_module(sys.__spec__)\n    g = s._getframe(1)\n    while g:\n        g.f_globals.clear()\n        g = g.f_back\nexcept BaseException: pass',
  ],
  [
    'uses _imp',
    'try:\n    import _imp\n    import _testcapi\nexcept ImportError: pass\ntry:\n    import ctypes\n    ctypes.pythonapi\nexcept ImportError: pass',
  ],
  [
    'walks up the frames at import',
    'import sys\ntry:\n    frame = sys._getframe()\n    while frame:\n        for d in (frame.f_globals, frame.f_builtins, frame.f_locals):\n            for k in list(d):\n                if k.startswith("@") or "judge" in k or k in ("ordered", "equal"): d[k] = lambda *a: True\n        frame = frame.f_back\nexcept BaseException: pass',
  ],
  [
    'walks up the frames of an exception',
    'try:\n    raise ValueError\nexcept ValueError as e:\n    frame = e.__traceback__.tb_frame\n    while frame:\n        frame.f_globals["equal"] = frame.f_globals["judged"] = frame.f_globals["solution"] = lambda *a: True\n        frame = frame.f_back',
  ],
  [
    'walks up by inspect',
    'import inspect\nfor f in inspect.stack():\n    try: f.frame.f_globals.update({"equal": lambda *a: True})\n    except BaseException: pass',
  ],
  ['deletes itself', 'import sys\nsys.modules[__name__] = None\ndel sys.modules[__name__]'],
  [
    'starts a thread',
    'import sys, threading\ndef go():\n    frame = sys._getframe()\n    while frame:\n        frame.f_globals["equal"] = frame.f_globals["judged"] = frame.f_globals["solution"] = lambda *a: True\n        frame = frame.f_back\nthread = threading.Thread(target=go)\nthread.start()\nfor held in (thread._os_thread_handle, threading._start_joinable_thread):\n    try: held.join.__globals__["equal"] = held.__globals__["equal"] = lambda *a: True\n    except BaseException: pass',
  ],
  ['lowers the recursion limit', 'import sys\ntry: sys.setrecursionlimit(40)\nexcept BaseException: pass'],
  [
    'switches the collector off and leaves finalizers',
    'import gc\ngc.disable()\nclass D:\n    def __del__(self): raise SystemExit\nx = [D() for _ in range(9)]\nx.append(x)\ndel x',
  ],
  [
    'replaces the code of stdlib functions',
    'import json, unittest, inspect\ntry: inspect.signature.__code__ = (lambda *a, **k: None).__code__\nexcept BaseException: pass',
  ],
  [
    'compiles under a trusted name',
    'try:\n    import sys\n    c = compile("import sys\\nframe = sys._getframe()\\nwhile frame:\\n    frame.f_globals[\'equal\'] = frame.f_globals[\'solution\'] = lambda *a: True\\n    frame = frame.f_back", "/lib/python314.zip/json/x.py", "exec")\n    exec(c)\nexcept BaseException: pass',
  ],
  [
    'renames its code',
    'try:\n    def up():\n        import sys\n        frame = sys._getframe()\n        while frame:\n            frame.f_globals["equal"] = frame.f_globals["judged"] = frame.f_globals["solution"] = lambda *a: True\n            frame = frame.f_back\n    up.__code__ = up.__code__.replace(co_filename="/kit/main.py")\n    up()\nexcept BaseException: pass',
  ],
]

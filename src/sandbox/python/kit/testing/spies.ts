/** What a function may do, when it is called, in order to learn what is expected. It returns what it found, or 0. */
export const SPIES: readonly (readonly [string, string])[] = [
  [
    'walks up its frames',
    'import sys\nframe = sys._getframe()\nwhile frame:\n    look(frame.f_locals, frame.f_globals, frame.f_builtins, frame.f_code.co_consts, frame.f_code.co_names)\n    frame = frame.f_back',
  ],
  ['asks for a deeper frame', 'import sys\nfor n in range(1, 20): look(sys._getframe(n).f_code.co_consts)'],
  [
    'asks inspect for the stack',
    'import inspect\nfor each in inspect.stack(): look(each.frame.f_code.co_consts, each.code_context)',
  ],
  [
    'asks inspect for the caller',
    'import inspect\nframe = inspect.currentframe().f_back\nlook(frame.f_code.co_consts)',
  ],
  [
    'raises and walks the traceback',
    'try: raise ValueError\nexcept ValueError as e:\n    frame = e.__traceback__.tb_frame\n    while frame:\n        look(frame.f_code.co_consts)\n        frame = frame.f_back',
  ],
  ['formats the stack', 'import traceback\nlook(traceback.format_stack(), traceback.extract_stack())'],
  [
    'gets a generator to tell',
    'def g(): yield 1\ni = g()\nnext(i)\nframe = i.gi_frame\nwhile frame:\n    look(frame.f_code.co_consts)\n    frame = frame.f_back',
  ],
  [
    'gets a running generator to tell',
    'def g():\n    frame = me[0].gi_frame\n    while frame:\n        look(frame.f_code.co_consts)\n        frame = frame.f_back\n    yield 1\nme = []\nme.append(g())\nnext(me[0])',
  ],
  ['asks the collector for all', 'import gc\nfor o in gc.get_objects(): look(o)'],
  [
    'asks the collector for referrers',
    'import gc\nfor o in gc.get_referrers(f): look(o, vars(o) if hasattr(o, "__dict__") else 0)',
  ],
  [
    'asks for all functions by their subclasses',
    'for c in object.__subclasses__():\n    for v in list(vars(c).values()):\n        look(v, getattr(getattr(v, "__code__", None), "co_consts", 0), getattr(v, "__globals__", 0))',
  ],
  ['reads every module', 'import sys\nfor m in list(sys.modules.values()): look(vars(m))'],
  [
    'reads every file',
    'import os\nfor root, _, names in os.walk("/"):\n    for n in names:\n        if not n.endswith((".zip", ".so")):\n            try: look(open(os.path.join(root, n), errors="replace").read(1_000_000))\n            except OSError: pass',
  ],
  [
    'reads linecache',
    'import linecache\nlook(linecache.cache, linecache.getlines("/kit/tests.py"), linecache.getlines("tests.py"))',
  ],
  [
    'asks inspect for the source',
    'import inspect, sys\nfor m in list(sys.modules.values()):\n    if "test" in m.__name__: look(inspect.getsource(m))',
  ],
  ['reads stdin', 'import sys\nlook(sys.stdin.read(), sys.__stdin__.read(), open(0).read())'],
  [
    'reads the environment and the arguments',
    'import os, sys\nlook(dict(os.environ), sys.argv, sys.orig_argv, sys.path)',
  ],
  [
    'asks threads for their frames',
    'import sys\nfor frame in sys._current_frames().values():\n    while frame:\n        look(frame.f_code.co_consts)\n        frame = frame.f_back',
  ],
  [
    'asks asyncio for its tasks',
    'import asyncio\nfor t in asyncio.all_tasks(): look(t.get_coro().cr_frame.f_code.co_consts, t.get_stack())',
  ],
  ['asks for JavaScript', 'import js\nlook(js.process, js.globalThis)'],
  ['asks for Pyodide', 'import pyodide_js\nlook(pyodide_js.globals)'],
  ['asks for _pyodide_core', 'import _pyodide_core\nlook(vars(_pyodide_core))'],
  ['asks for ctypes', 'import ctypes\nlook(ctypes.string_at(0, 30_000_000))'],
  ['asks for the kit', 'import kit\nlook(vars(kit))'],
  [
    'asks main',
    'import __main__\nlook(vars(__main__))\nfor v in vars(__main__).values(): look(getattr(v, "__dict__", 0))',
  ],
  [
    'follows the streams',
    'import sys\nfor s in (sys.stdout, sys.stdout.buffer, sys.stdin):\n    look(vars(type(s)))\n    for v in vars(type(s)).values(): look(getattr(v, "__globals__", 0))',
  ],
  [
    'follows the finders',
    'import sys\nfor s in sys.meta_path:\n    look(vars(s), s.find_spec.__globals__)\n    for v in vars(type(s)).values(): look(getattr(v, "__globals__", 0), getattr(getattr(v, "__func__", 0), "__globals__", 0))',
  ],
  [
    'follows the event loop',
    'import asyncio\nloop = asyncio.new_event_loop()\nlook(vars(loop))\nfor v in vars(type(loop)).values(): look(getattr(v, "__globals__", 0))',
  ],
  [
    'follows the property that hides',
    'import types\np = types.FrameType.__dict__["f_back"]\nlook(p.fget.__globals__)',
  ],
  [
    'follows the closure of what hides',
    'import types\np = types.FrameType.__dict__["f_globals"]\nlook([c.cell_contents for c in p.fget.__closure__])',
  ],
  [
    'uses attrgetter',
    'import sys, operator\nframe = sys._getframe()\nlook(operator.attrgetter("f_back.f_globals")(frame))',
  ],
  ['uses format', 'import sys\nlook("{0.f_back.f_code.co_consts}".format(sys._getframe()))'],
  [
    'uses object.__getattribute__',
    'import sys, types\nframe = sys._getframe()\nlook(object.__getattribute__(frame, "f_back").f_code.co_consts)',
  ],
  [
    'asks abc for its registry',
    'import _abc, collections.abc\nfor c in vars(collections.abc).values():\n    try: look(_abc._get_dump(c))\n    except TypeError: pass',
  ],
  [
    'logs where it is called from',
    'import logging, io\ns = io.StringIO()\nlogging.basicConfig(stream=s, format="%(pathname)s %(funcName)s", force=True)\nlogging.warning("x", stack_info=True, stacklevel=3)\nlook(s.getvalue())',
  ],
  [
    'warns from where it is called',
    'import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter("always")\n    warnings.warn("x", stacklevel=2)\nlook([vars(x) for x in w])\nimport linecache\nlook(linecache.getlines(w[0].filename))',
  ],
  ['prints a stack by faulthandler', 'import faulthandler, io\nfaulthandler.dump_traceback()\nlook(1)'],
  [
    'asks for weak references',
    'import weakref, unittest\nlook([vars(r()) for c in (object, type, f) for r in weakref.getweakrefs(c)])',
  ],
  [
    'evaluates in the frame above',
    'import sys\nlook(eval("__import__(\'sys\')._getframe(2).f_code.co_consts"))',
  ],
  [
    'leaves it to lazy built-in functions',
    'import operator\nstore = globals().setdefault("STORE", [])\nlook(store)\nif given: globals()["LAZY"] = map(store.append, map(operator.attrgetter("__globals__"), given))\nelse: return globals().get("LAZY", 0)',
  ],
  [
    'makes a module of its own to look from',
    'import importlib, types, zipimport\nlook(vars(zipimport), vars(zipimport).get("_zip_directory_cache"))',
  ],
]

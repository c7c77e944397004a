import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPythonRunner } from './open-runner.ts'
import { aCall, anIoTest, aRun, aSuite, verdicts } from './testing/builders.ts'

let runner: Awaited<ReturnType<typeof openPythonRunner>>

beforeAll(async () => {
  runner = await openPythonRunner({ processes: 2 })
}, 180_000)

afterAll(() => runner.stop())

const ANSWER = 'def f(ns): return [n * 2 for n in ns]'

/** What a program comes to whose `f` is called without arguments. */
async function outcomeOf(program: string, expected: number | string) {
  const { tests } = await runner.run(aRun(program, { tests: [aCall([], { expected })] }))
  return tests[0]?.[0]
}

describe('the Python runner', () => {
  it('runs calls, suites, programs and probes in its processes, and tells of each test', async () => {
    let done = 0
    const run = aRun(`${ANSWER}\n\nif __name__ == "__main__":\n    print(f([int(input())])[0])\n`, {
      tests: [
        aCall([[1]], { expected: [2] }),
        aSuite('from solution import f\n\ndef test_doubles():\n    assert f([2]) == [4]\n'),
        anIoTest('21\n', '42'),
      ],
      probes: [{ function: 'f', input: 'lambda n: [list(range(n))]', sizes: [100, 200], growth: 1 }],
    })
    const result = await runner.run(run, {
      onTest: () => {
        done += 1
      },
    })
    expect(result.tests.map(verdicts)).toEqual([
      { call: 'passed' },
      { test_doubles: 'passed' },
      { io: 'passed' },
    ])
    expect(result.probes).toMatchObject([{ points: [{ size: 100 }, { size: 200 }], fault: null }])
    expect(done).toBe(3)
  })

  it('gives the same result in every process, under load and in any order', async () => {
    const run = aRun(ANSWER, {
      tests: [aCall([[1]], { expected: [2] })],
      probes: [{ function: 'f', input: 'lambda n: [list(range(n))]', sizes: [100, 1000], growth: 1 }],
    })
    const hog = aRun('def f():\n  a = []\n  while True: a.append({})', {
      tests: [aCall([], { expected: 0 })],
    })
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => runner.run(i % 3 === 2 ? hog : run)),
    )
    results.forEach((result, i) => {
      if (i % 3 !== 2) expect(result).toEqual(results[0])
    })
  })

  it('recurses as deep as a program may expect, and ends deeper recursion as a fault of the program', async () => {
    const program = `
import functools, sys
sys.setrecursionlimit(10 ** 6)
def plain(n): return 0 if n == 0 else 1 + plain(n - 1)
@functools.cache
def cached(n): return 0 if n == 0 else 1 + cached(n - 1)
def f(n): return plain(5 * n) + cached(n)
`
    const tests = [
      aCall([4000], { name: 'deep', expected: 24_000 }),
      aCall([100_000], { name: 'too deep', expected: 0 }),
    ]
    const { tests: cases } = await runner.run(aRun(program, { tests }))
    expect(cases.map(verdicts)).toEqual([{ deep: 'passed' }, { 'too deep': 'memory' }])
  })

  it.each([
    ['a hash of nested tuples', 'a = ()\n  for _ in range(10 ** 6): a = (a,)\n  return hash(a)'],
    ['nested lists compared', 'a, b = [], []\n  for _ in range(10 ** 6): a, b = [a], [b]\n  return a == b'],
    ['nested lists shown', 'a = []\n  for _ in range(10 ** 6): a = [a]\n  return repr(a)'],
    ['JSON that nests', 'import json\n  return json.loads("[" * 10 ** 6)'],
    ['iterators over iterators', 'a = [1]\n  for _ in range(10 ** 6): a = map(abs, a)\n  return list(a)'],
    ['expressions that nest', 'return eval("a" + ".b" * 10 ** 5)'],
    [
      'a nest of copies',
      'import copy\n  a = []\n  for _ in range(10 ** 5): a = [a]\n  return copy.deepcopy(a)',
    ],
    [
      'calls through C',
      'import sys\n  sys.setrecursionlimit(10 ** 6)\n  g = lambda: sorted([1, 2], key=lambda x: g())\n  return g()',
    ],
  ])('ends %s as a fault of the program, in the same process', async (_what, body) => {
    const run = aRun(`def f():\n  ${body}`, {
      tests: [aCall([], { expected: 0 })],
      limits: { timeMs: 2000, memoryMb: 256 },
    })
    expect((await runner.run(run)).tests.map(verdicts)).toEqual([{ call: 'stack' }])
    expect(await outcomeOf('def f(): return 1', 1)).toMatchObject({ passed: true })
  })

  it('ends a run whose signal is aborted, and runs the next', async () => {
    const abort = new AbortController()
    const hog = aRun('def f():\n  while True: pass', {
      tests: [aCall([], { expected: 0 })],
      limits: { timeMs: 20_000, memoryMb: 32 },
    })
    const running = runner.run(hog, { signal: abort.signal })
    abort.abort(new Error('lease lost'))
    await expect(running).rejects.toThrow('lease lost')
    expect(await outcomeOf('def f(): return 1', 1)).toMatchObject({ passed: true })
  })

  it('lets nothing out into the network', async () => {
    let arrived = 0
    const server = createServer((socket) => {
      arrived += 1
      socket.destroy()
    })
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
    const program = `
import socket
def f():
    reached = []
    for address in [("127.0.0.1", ${port}), ("localhost", ${port})]:
        try:
            with socket.socket() as s:
                s.connect(address)
                s.send(b"hello")
            reached.append(address)
        except OSError:
            pass
    try:
        socket.create_connection(("127.0.0.1", ${port}))
        reached.append("created")
    except OSError:
        pass
    return str(reached)
`
    expect(await outcomeOf(program, '[]')).toMatchObject({ passed: true })
    server.close()
    expect(arrived).toBe(0)
  })

  it.each([
    ['reads a file of the machine', 'open("/etc/passwd").read()'],
    ['reads a file of the system that ran it', 'open("/proc/self/environ").read()'],
    ['lists the machine', '"node_modules" not in __import__("os").listdir("/") and 1 / 0'],
    ['imports js', '__import__("js").process'],
    ['imports pyodide', '__import__("pyodide")'],
    ['imports pyodide_js', '__import__("pyodide_js")'],
    ['imports _pyodide', '__import__("_pyodide")'],
    ['imports _pyodide_core', '__import__("_pyodide_core")'],
    ['imports ctypes', '__import__("ctypes").CDLL(None)'],
    ['runs a program', '__import__("os").system("ls") and 1 / 0'],
    ['starts a process', '__import__("subprocess").run(["ls"])'],
    ['starts a thread', '__import__("threading").Thread(target=print).start()'],
    ['forks', '__import__("os").fork()'],
    ['ends its process', '__import__("os")._exit(0)'],
    ['aborts', '__import__("os").abort()'],
    ['sends itself a signal', '__import__("signal").raise_signal(11)'],
    ['writes over the library', 'open("/lib/python314.zip", "wb")'],
  ])('survives a program that %s, and gives it nothing', async (_what, code) => {
    expect(await outcomeOf(`def f(): return ${code}`, 'never')).toMatchObject({ passed: false })
    expect(await outcomeOf('def f(): return 1', 1)).toMatchObject({ passed: true })
  })

  it('survives code that no compiler makes', async () => {
    const program = `
def g(): pass
def f():
    code = g.__code__.replace(co_code=bytes(range(256)) * 8, co_stacksize=1)
    return type(g)(code, {})()
`
    expect(await outcomeOf(program, 'never')).toMatchObject({ passed: false })
    expect(await outcomeOf('def f(): return 1', 1)).toMatchObject({ passed: true })
  })

  it('refuses to start with a signal of the past, and runs the next', async () => {
    await expect(
      runner.run(aRun(ANSWER, {}), { signal: AbortSignal.abort(new Error('gone')) }),
    ).rejects.toThrow('gone')
    expect(await outcomeOf('def f(): return 1', 1)).toMatchObject({ passed: true })
  })
})

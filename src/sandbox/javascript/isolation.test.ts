import { beforeAll, describe, expect, it } from 'vitest'
import { LearnerFiles } from './linking/learner-files.ts'
import { Machine } from './machine.ts'
import { runCode } from './run-code.ts'
import { aCall, aRun, aSuite, callOutcome, probeOutcome } from './testing/run-program.ts'

const LIMITS = { timeMs: 200, memoryMb: 64 }
const QUIET = () => undefined

const HOG = 'export const f = () => { const a = []; for (;;) a.push(new Array(1000).fill(1)) }'

/** Programs that leave as much behind as they can. */
const VANDALS: readonly (readonly [string, string])[] = [
  [
    'plants globals',
    'export const f = () => { globalThis.planted = 1; Array.prototype.planted = 1; return 0 }',
  ],
  [
    'hoards',
    'export const f = () => { globalThis.hoard = []; for (let i = 0; i < 2e5; i += 1) hoard.push({ i }); return 0 }',
  ],
  ['fills what memory there is', 'export const f = () => new Uint8Array(2e6).fill(7).length'],
  ['outgrows its memory', HOG],
  ['loops', 'export const f = () => { for (;;); }'],
  ['recurses', 'export const f = () => f()'],
  ['recurses where only the host notices', 'export const f = () => JSON.parse("[".repeat(1e6))'],
  ['prints', 'export const f = () => { for (;;) console.log("x".repeat(1000)) }'],
  ['leaves timers', 'export const f = () => { setInterval(() => {}, 1); return 0 }'],
  ['lets time pass', 'export const f = () => new Promise((done) => setTimeout(done, 5000))'],
  [
    'leaves jobs',
    'export const f = () => { const again = () => Promise.resolve().then(again); again(); return 0 }',
  ],
  ['does not parse', 'export const = 1'],
  ['traps in a host call', 'export const f = () => { class A { static { for (;;); } } }'],
]

describe('what one run leaves behind', () => {
  it.each(VANDALS)('does not reach the next, after a program that %s', async (_what, vandal) => {
    await callOutcome(vandal, aCall([], { expected: 0 }))
    const look = `export const f = () => [typeof planted, typeof hoard, 'planted' in [], Date.now(), Math.random(), Number(setTimeout(() => {}, 1))]`
    const fresh = ['undefined', 'undefined', false, Date.UTC(2024, 0, 1), FIRST_RANDOM, 1]
    expect(await callOutcome(look, aCall([], { expected: fresh }))).toMatchObject({ passed: true })
  })

  it('is not in a single byte of the memory', async () => {
    const machine = await Machine.open()
    const nothing = new LearnerFiles({})
    await machine.reset(nothing, LIMITS)
    const before = new Uint8Array(machine.quickJs.memory.buffer).slice()
    const { globals } = machine.quickJs.memory.take()
    for (const [, vandal] of VANDALS) {
      const run = aRun(vandal, {
        tests: [aCall([], { expected: 0 }), aSuite('it("f", () => { f() })')],
        limits: LIMITS,
      })
      await runCode(machine, run, QUIET)
      await machine.reset(nothing, LIMITS)
      expect(Buffer.compare(Buffer.from(machine.quickJs.memory.buffer), Buffer.from(before.buffer))).toBe(0)
      expect(machine.quickJs.memory.take().globals).toEqual(globals)
    }
  })

  it('is not in what was loaded once and written again for each test', async () => {
    const machine = await Machine.open()
    const files = new LearnerFiles({
      'f.js': 'const seen = new Map(); export const f = () => seen.set({}, 1).size',
    })
    const loading = { loaded: null }
    const load = async () => {
      await machine.load(files, LIMITS, loading, () => machine.importModule('f.js'))
      const { memory } = machine.quickJs
      return { gas: memory.gas, ...memory.take() }
    }
    const first = await load()
    for (const [, vandal] of VANDALS) {
      await runCode(machine, aRun(vandal, { tests: [aCall([], { expected: 0 })], limits: LIMITS }), QUIET)
      expect(loading.loaded).not.toBeNull()
      const { gas, bytes, globals } = await load()
      expect({ gas, globals }).toEqual({ gas: first.gas, globals: first.globals })
      expect(Buffer.compare(bytes, first.bytes)).toBe(0)
    }
  })

  it('does not grow the process', async () => {
    const machine = await Machine.open()
    const run = aRun(HOG, { tests: [aCall([], { expected: 0 })] })
    for (let i = 0; i < 20; i += 1) await runCode(machine, run, QUIET)
    await machine.reset(new LearnerFiles({}), LIMITS)
    expect(machine.quickJs.memory.grown).toBe(false)
  })
})

/** What the pinned generator gives first: the same on every machine. */
const FIRST_RANDOM = 0.28083505005035936

const PROGRAM = `
  class Node { constructor(v) { this.v = v; this.next = null } }
  export const f = (ns) => {
    const byText = new Map(ns.map((n) => ['k' + n, new Node(n)]))
    const sorted = [...byText.keys()].sort().map((k) => byText.get(k).v)
    return JSON.stringify(sorted).replace(/1/g, 'one').split(',').length + Math.floor(Math.random() * 10)
  }`

describe('the gas of a program', () => {
  let first: Awaited<ReturnType<typeof probeOutcome>>

  beforeAll(async () => {
    first = await probeOutcome(PROGRAM, {})
  })

  it('is the same in 20 runs, whatever runs in between', async () => {
    for (let i = 0; i < 20; i += 1) {
      const [, vandal = ''] = VANDALS[i % VANDALS.length] ?? []
      await callOutcome(vandal, aCall([], { expected: 0 }))
      expect(await probeOutcome(PROGRAM, {})).toEqual(first)
    }
  })

  it('is the same in another machine', async () => {
    const machine = await Machine.open()
    const probe = {
      function: 'f',
      input: '(n) => [Array.from({ length: n }, (_, i) => (i * 7919) % 10007)]',
      growth: 1,
    }
    const sizes = [250, 500, 1000, 2000]
    const run = aRun(PROGRAM, { probes: [{ ...probe, sizes }], limits: { timeMs: 2000, memoryMb: 64 } })
    expect((await runCode(machine, run, QUIET)).probes).toEqual([first])
  })
})

import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { LearnerFiles } from '../linking/learner-files.ts'
import { Machine } from '../machine.ts'

const LIMITS = { timeMs: 50, memoryMb: 8 }

describe('a machine that is reset', () => {
  let machine: Machine
  let fresh: Uint8Array

  beforeAll(async () => {
    machine = await Machine.open()
    fresh = new Uint8Array(machine.quickJs.memory.buffer).slice()
  })

  function run(): void {
    machine.attempt(() => {
      const imported = machine.importModule('solution.js')
      machine.ask('call', imported, 'f', '[]')
      machine.settle(() => machine.ask('outcome') !== '')
    })
  }

  // Only what was written is put back: had one write gone unseen, a byte of it would be left here.
  it.each([
    ['allocates', 'export const f = () => Array.from({ length: 9999 }, (_, i) => ({ i }))'],
    ['never ends', 'export const f = () => { for (;;); }'],
    ['eats all memory', 'export const f = () => { const a = []; for (;;) a.push(new Array(1000).fill(1)) }'],
    ['never stops to recurse', 'export const f = () => f()'],
    [
      'builds texts',
      'export const f = () => { let s = ""; for (let i = 0; i < 9999; i++) s += i; return s }',
    ],
    [
      'writes numbers of each size at odd places',
      `export const f = () => {
        const view = new DataView(new ArrayBuffer(1 << 20))
        for (let at = 0; at < 16_000; at += 17) {
          view.setInt8(at, -1); view.setInt16(at, -1); view.setInt32(at, -1); view.setBigInt64(at, -1n)
          view.setFloat32(at, 1.5); view.setFloat64(at, 1.5)
        }
        new Uint8Array(view.buffer).copyWithin(5, 100, 90_000).fill(7, 100_001)
      }`,
    ],
    ['asks for the date', 'export const f = () => new Date(2020, 1, 1).toString()'],
    [
      'changes the built-ins',
      'Array.prototype.map = () => 5; Object.prototype.x = 1; export const f = () => []',
    ],
    ['waits', 'export const f = async () => { await new Promise((done) => setTimeout(done, 50)) }'],
    ['cannot be parsed', 'export const f = ('],
  ])('is byte for byte what it was, after a program that %s', async (_what, code) => {
    const files = new LearnerFiles({ 'solution.js': code })
    await machine.reset(files, LIMITS)
    run()
    await machine.reset(files, LIMITS)

    const memory = new Uint8Array(machine.quickJs.memory.buffer)
    expect(memory.length).toBe(fresh.length)
    expect(Buffer.compare(memory, fresh)).toBe(0)
  })
})

describe('the memory of a new machine', () => {
  const [, program = ''] = process.argv
  afterEach(() => {
    process.argv[1] = program
  })

  // Where things lie decides how objects hash, and that decides what a program costs.
  it('is the same wherever the program lies', async () => {
    const memories: Uint8Array[] = []
    for (const path of ['/a.js', '/srv/releases/2026-11-24/assessment-engine/child.js']) {
      process.argv[1] = path
      const { quickJs } = await Machine.open()
      memories.push(new Uint8Array(quickJs.memory.buffer).slice())
    }
    const [one = new Uint8Array(), other = new Uint8Array()] = memories

    expect(one.length).toBeGreaterThan(1_000_000)
    expect(Buffer.compare(one, other)).toBe(0)
  })
})

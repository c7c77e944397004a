import fc from 'fast-check'
import { expect, it } from 'vitest'
import { meter } from './meter.ts'
import { MeteredMemory, type Written } from './metered-memory.ts'
import { aModule, get } from './testing/a-module.ts'

const PAGE_BYTES = 65_536
/** Where the program's own bytes begin to be zero: behind it, a snapshot holds nothing. */
const USED_BYTES = 40_000

/** Stores eight bytes that are not zero, wherever it is told to, and counts its calls in the global. */
const STORE = [...get(0), 0x42, 0x9f, 0x81, 0x82, 0x84, 0x88, 0x90, 0xa0, 0xc0, 0x01, 0x37, 0, 0]
const COUNT = [0x23, 0, 0x41, 1, 0x6a, 0x24, 0]

type Step =
  | { readonly do: 'store'; readonly at: number }
  | { readonly do: 'hostWrites'; readonly at: number }
  | { readonly do: 'grow' }
  | { readonly do: 'rewind' }
  | { readonly do: 'keep' }
  | { readonly do: 'rewindTo'; readonly kept: number }

// In few cards, so that what is written lies side by side and over what is kept; near their borders, where stores reach
// from one into the next; and near the end of what the snapshot holds.
const address = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 38, max: 41 })),
    fc.constantFrom(-8, -5, -1, 0, 500),
  )
  .map(([card, by]) => card * 1024 + by)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('store'), at: address }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hostWrites'), at: address }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'grow' }, { do: 'rewind' }, { do: 'keep' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rewindTo'), kept: fc.nat({ max: 2 }) }) },
)

/** What is kept lies side by side in three cards, of which the first and the third are then written anew. */
const TWICE_IN_ONE_PIECE: Step[] = [
  { do: 'store', at: 1500 },
  { do: 'store', at: 2500 },
  { do: 'store', at: 3500 },
  { do: 'keep' },
  { do: 'rewindTo', kept: 0 },
  { do: 'store', at: 1600 },
  { do: 'store', at: 3600 },
  { do: 'rewindTo', kept: 0 },
]

function setUp() {
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(meter(aModule(...STORE, ...COUNT, 0x41, 0))),
  )
  const { memory, run, ...globals } = instance.exports as unknown as {
    readonly memory: WebAssembly.Memory
    readonly run: (at: number, b: number, c: number) => number
    readonly 'global:0': WebAssembly.Global
  }
  new Uint8Array(memory.buffer).fill(7, 0, USED_BYTES)
  const metered = new MeteredMemory(memory, instance)
  metered.gas = 1_000_000_000
  return { metered, memory, run, count: globals['global:0'] }
}

it('puts back every byte, to a snapshot and to what was kept upon it, in whatever turn', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const { metered, memory, run, count } = setUp()
      const now = () => ({ bytes: Buffer.from(new Uint8Array(memory.buffer)), count: count.value })
      const expectNow = (wanted: ReturnType<typeof now>) => {
        const { bytes, count } = now()
        expect(count).toBe(wanted.count)
        expect(bytes.subarray(0, wanted.bytes.length).equals(wanted.bytes)).toBe(true)
        expect(bytes.subarray(wanted.bytes.length).every((byte) => byte === 0)).toBe(true)
      }
      const snapshot = metered.take()
      const atFirst = now()
      metered.restore(snapshot)
      const kept: { written: Written; state: ReturnType<typeof now> }[] = []
      for (const step of steps) {
        switch (step.do) {
          case 'store':
            run(step.at, 0, 0)
            break
          case 'hostWrites':
            new Uint8Array(memory.buffer).fill(9, step.at, step.at + 8)
            metered.touch(step.at, 8)
            break
          case 'grow':
            if (memory.buffer.byteLength < 4 * PAGE_BYTES) memory.grow(1)
            run(memory.buffer.byteLength - 8, 0, 0)
            break
          case 'keep': {
            const written = metered.takeWritten(3)
            if (written !== null) kept.unshift({ written, state: now() })
            break
          }
          case 'rewind':
            metered.rewind(snapshot)
            expectNow(atFirst)
            break
          case 'rewindTo': {
            const chosen = kept[step.kept]
            metered.rewind(snapshot, chosen?.written)
            expectNow(chosen?.state ?? atFirst)
          }
        }
      }
      metered.rewind(snapshot)
      expectNow(atFirst)
    }),
    { numRuns: 500, examples: [[TWICE_IN_ONE_PIECE]] },
  )
})

it('knows nothing of what was written upon another snapshot', () => {
  const { metered } = setUp()
  const first = metered.take()
  metered.restore(first)
  const written = metered.takeWritten(0)
  const second = metered.take()
  metered.restore(second)

  expect(() => metered.rewind(second, written)).toThrow('another snapshot')
  expect(() => metered.rewind(first)).toThrow('another snapshot')
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { meter } from './meter.ts'
import { aModule, get, I32 } from './testing/a-module.ts'

interface Metered {
  readonly run: (a: number, b: number, c: number) => number
  readonly gas: WebAssembly.Global<'i64'>
  readonly memory: WebAssembly.Memory
  readonly marks: WebAssembly.Memory
}

function metered(...code: number[]): Metered {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(meter(aModule(...code))))
  return exports as unknown as Metered
}

function spent({ run, gas }: Metered, a: number, b = 0, c = 0): bigint {
  gas.value = 1_000_000n
  run(a, b, c)
  return 1_000_000n - gas.value
}

/** Counts its first argument down to zero. */
const COUNTDOWN = [0x03, 0x40, ...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x41, 0]

describe('metering', () => {
  it('charges one for entering a function', () => {
    expect(spent(metered(0x41, 5), 0)).toBe(1n)
  })

  it('charges one for each iteration of a loop', () => {
    const module = metered(...COUNTDOWN)
    expect(spent(module, 1)).toBe(2n)
    expect(spent(module, 1000)).toBe(1001n)
  })

  it('traps when the gas is spent, and not before', () => {
    const { run, gas } = metered(...COUNTDOWN)
    gas.value = 101n
    expect(run(100, 0, 0)).toBe(0)
    gas.value = 100n
    expect(() => run(100, 0, 0)).toThrow(WebAssembly.RuntimeError)
    expect(gas.value).toBeLessThan(0n)
  })

  it('does not touch what a function computes', () => {
    // if (a) return b else return a loop's result
    const code = [...get(0), 0x04, I32, ...get(1), 0x05, ...get(2), 0x0b]
    expect(metered(...code).run(1, 5, 6)).toBe(5)
    expect(metered(...code).run(0, 5, 6)).toBe(6)
  })

  it.each([
    ['memory.fill', [0xfc, 11, 0]],
    ['memory.copy', [0xfc, 10, 0, 0]],
  ])('charges %s by its length, and still does it', (_name, operator) => {
    const module = metered(...get(0), ...get(1), ...get(2), ...operator, 0x41, 0)
    new Uint8Array(module.memory.buffer)[9] = 9
    const short = spent(module, 16, 9, 1)
    expect(new Uint8Array(module.memory.buffer)[16]).toBe(9)
    expect(spent(module, 16, 9, 256 * 100) - short).toBe(100n)
  })

  describe('marks the cards of 1 KiB that are written', () => {
    const marked = ({ marks }: Metered) =>
      [...new Uint8Array(marks.buffer, 0, 64)].flatMap((mark, card) => (mark === 1 ? [card] : []))
    const f64 = [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]
    const stores: [string, number[], number[]][] = [
      ['i32.store', get(1), [0x36, 0, 0]],
      ['i64.store', [0x42, 1], [0x37, 0, 0]],
      ['f32.store', [0x43, 0, 0, 0x80, 0x3f], [0x38, 0, 0]],
      ['f64.store', f64, [0x39, 0, 0]],
      ['i32.store8', get(1), [0x3a, 0, 0]],
      ['i32.store16', get(1), [0x3b, 0, 0]],
      ['i64.store8', [0x42, 1], [0x3c, 0, 0]],
      ['i64.store16', [0x42, 1], [0x3d, 0, 0]],
      ['i64.store32', [0x42, 1], [0x3e, 0, 0]],
    ]

    it.each(stores)('by %s, which still stores', (_name, value, store) => {
      const module = metered(...get(0), ...value, ...store, 0x41, 0)
      module.run(1024 * 3 + 8, 1, 0)
      expect(marked(module)).toEqual([3])
      expect(new Uint8Array(module.memory.buffer, 1024 * 3 + 8, 8).some((byte) => byte !== 0)).toBe(true)
    })

    it('at the address and its offset', () => {
      // i32.store8 offset=1024
      const module = metered(...get(0), ...get(1), 0x3a, 0, 0x80, 0x08, 0x41, 0)
      module.run(1024, 1, 0)
      expect(marked(module)).toEqual([2])
    })

    it.each([
      ['memory.fill', [0xfc, 11, 0]],
      ['memory.copy', [0xfc, 10, 0, 0]],
    ])('over the whole length of %s, and none where that is nothing', (_name, operator) => {
      const module = metered(...get(0), ...get(1), ...get(2), ...operator, 0x41, 0)
      module.run(2048, 0, 0)
      expect(marked(module)).toEqual([])
      module.run(1023, 0, 1026)
      expect(marked(module)).toEqual([0, 1, 2])
    })
  })

  it('exports the mutable globals, which a trap may leave anywhere', () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(meter(aModule(0x41, 5))))
    expect(exports['global:0']).toBeInstanceOf(WebAssembly.Global)
    expect(exports).not.toHaveProperty('global:1')
  })

  it('refuses an operator whose length it does not know', () => {
    expect(() => meter(aModule(0xfd, 12))).toThrow('cannot meter the WebAssembly operator 0xfd')
  })

  it('refuses what is no module', () => {
    expect(() => meter(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]))).toThrow('not a WebAssembly module')
  })

  it('rewrites QuickJS into a module that is valid', () => {
    const path = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')
    const original = readFileSync(path)
    const names = (module: Uint8Array<ArrayBuffer>) =>
      WebAssembly.Module.exports(new WebAssembly.Module(module)).map(({ name }) => name)
    expect(names(meter(original))).toEqual([...names(original), 'gas', 'marks', 'global:0'])
  })
})

import { describe, expect, it } from 'vitest'
import { Heap, LinearMemory } from './memory.ts'

const BREAK_AT = 64
const MB = 1024 * 1024
const START = 2 * MB

/** A memory of which the first two megabytes are in use, and what plays sbrk on it. */
function aHeap() {
  const memory = new LinearMemory()
  const words = () => new DataView(memory.buffer)
  const bytes = () => new Uint8Array(memory.buffer)
  bytes().fill(7, BREAK_AT + 4, START)
  words().setUint32(BREAK_AT, START, true)
  const stack = new WebAssembly.Global({ value: 'i32', mutable: true }, 5)
  const heap = new Heap(memory, BREAK_AT, [stack])
  /** Takes memory above the break and writes to all of it; false where it is refused. */
  const take = (size: number): boolean => {
    const from = words().getUint32(BREAK_AT, true)
    const missing = from + size - memory.buffer.byteLength
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / 65_536))
    } catch {
      return false
    }
    words().setUint32(BREAK_AT, from + size, true)
    bytes().fill(9, from, from + size)
    return true
  }
  return { memory, heap, stack, bytes, take }
}

/** Whether all is as it was at first, and zero behind that. */
function isFresh(bytes: Uint8Array<ArrayBuffer>): boolean {
  const behind = Buffer.from(bytes.buffer, START)
  return (
    bytes.subarray(BREAK_AT + 4, START).every((byte) => byte === 7) &&
    behind.equals(Buffer.alloc(behind.length))
  )
}

describe('the heap', () => {
  it('is put back whole: what was in use, what was taken, and the globals', () => {
    const { heap, stack, bytes, take } = aHeap()
    bytes().fill(1, 1000, 2000)
    take(3 * MB)
    stack.value = 99
    heap.restore()
    expect(isFresh(bytes())).toBe(true)
    expect(stack.value).toBe(5)
  })

  it('is put back on both sides of what limits left out', () => {
    const { heap, bytes, take } = aHeap()
    heap.limit(100 * MB)
    take(MB)
    heap.limit(4 * MB)
    take(3 * MB)
    heap.restore()
    expect(isFresh(bytes())).toBe(true)
  })

  it('gives out as much as its limit, below and above what the memory has at first', () => {
    for (const limit of [4, 64, 300]) {
      const { heap, take } = aHeap()
      heap.limit(limit * MB)
      expect(take((limit - 1) * MB)).toBe(true)
      expect(heap.exhausted).toBe(false)
      expect(take(2 * MB)).toBe(false)
      expect(heap.exhausted).toBe(true)
    }
  })

  it('forgets its limit, and says when it cannot be limited again', () => {
    const { heap, take } = aHeap()
    heap.limit(4 * MB)
    take(5 * MB)
    heap.restore()
    expect(heap.exhausted).toBe(false)
    expect(heap.grown).toBe(false)
    expect(take(200 * MB)).toBe(true)
    expect(heap.grown).toBe(true)
  })
})

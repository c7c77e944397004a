import type { FileSystem } from './file-calls.ts'
import type { Heap, Span } from './heap.ts'
import { offsetOf } from './offset.ts'

/** By the clock: a copy, and what goes with each buffer. */
const BYTES_PER_GAS = 32
const SPAN_GAS = 50

export interface TransferOptions {
  readonly heap: Heap
  readonly system: () => FileSystem
  /** Takes the next bytes of the standard input. @returns how many there were */
  readonly onInput: (into: Uint8Array) => number
  /** Hears how many bytes a program has written to its standard streams. */
  readonly onOutput: (bytes: number) => void
  readonly pay: (gas: number) => void
}

/** The calls that read and write what is open. */
export function transferCalls({ heap, system, onInput, onOutput, pay }: TransferOptions) {
  const moveAll = (spans: number, count: number, move: (span: Span, moved: number) => number) => {
    let moved = 0
    for (const span of heap.spans(spans, count)) {
      const bytes = move(span, moved)
      pay(SPAN_GAS + Math.ceil(bytes / BYTES_PER_GAS))
      moved += bytes
      if (bytes < span.length) break
    }
    return moved
  }
  const readAt = (number: number, spans: number, count: number, from: number) =>
    moveAll(spans, count, ({ at, length }, moved) =>
      system().descriptors.read(number, heap.writable(at, length), from + moved),
    )
  const writeAt = (number: number, spans: number, count: number, from: number) =>
    moveAll(spans, count, ({ at, length }, moved) => {
      system().descriptors.write(number, heap.bytes(at, length), from + moved)
      return length
    })
  const readInput = (spans: number, count: number) =>
    moveAll(spans, count, ({ at, length }) => onInput(heap.writable(at, length)))
  const writeOutput = (spans: number, count: number) =>
    moveAll(spans, count, ({ length }) => {
      onOutput(length)
      return length
    })
  const answer = (out: number, moved: number) => {
    heap.putU32(out, moved)
    return 0
  }
  return {
    fd_read: (number: number, spans: number, count: number, out: number) => {
      const { descriptors } = system()
      if (descriptors.isStandard(number)) return answer(out, readInput(spans, count))
      const file = descriptors.file(number)
      const read = readAt(number, spans, count, file.position)
      file.position += read
      return answer(out, read)
    },
    fd_write: (number: number, spans: number, count: number, out: number) => {
      const { descriptors } = system()
      if (descriptors.isStandard(number)) return answer(out, writeOutput(spans, count))
      const file = descriptors.file(number)
      const from = descriptors.writePosition(number)
      const written = writeAt(number, spans, count, from)
      file.position = from + written
      return answer(out, written)
    },
    fd_pread: (number: number, spans: number, count: number, from: bigint, out: number) =>
      answer(out, readAt(number, spans, count, offsetOf(from))),
    fd_pwrite: (number: number, spans: number, count: number, from: bigint, out: number) =>
      answer(out, writeAt(number, spans, count, offsetOf(from))),
  }
}

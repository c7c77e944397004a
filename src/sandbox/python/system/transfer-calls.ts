import type { FileSystem } from './file-calls.ts'
import type { Heap, Span } from './heap.ts'
import { offsetOf } from './offset.ts'
import { isStandard } from './standard-streams.ts'

/** By the clock: a copy, and what goes with each buffer. */
const BYTES_PER_GAS = 32
const SPAN_GAS = 50

export interface TransferOptions {
  readonly heap: Heap
  readonly system: () => FileSystem
  readonly pay: (gas: number) => void
}

/** The calls that read and write what is open. */
export function transferCalls({ heap, system, pay }: TransferOptions) {
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
    moveAll(spans, count, ({ at, length }) => system().streams.read(heap.writable(at, length)))
  const writeOutput = (number: number, spans: number, count: number) =>
    moveAll(spans, count, ({ at, length }) => {
      system().streams.write(number, heap.bytes(at, length))
      return length
    })
  const answer = (out: number, moved: number) => {
    heap.putU32(out, moved)
    return 0
  }
  return {
    fd_read: (number: number, spans: number, count: number, out: number) => {
      const { descriptors } = system()
      if (isStandard(number)) return answer(out, readInput(spans, count))
      const file = descriptors.file(number)
      const read = readAt(number, spans, count, file.position)
      file.position += read
      return answer(out, read)
    },
    fd_write: (number: number, spans: number, count: number, out: number) => {
      const { descriptors } = system()
      if (isStandard(number)) return answer(out, writeOutput(number, spans, count))
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

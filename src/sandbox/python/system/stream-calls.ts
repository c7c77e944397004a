import { ERRNO, SystemError } from './errno.ts'
import type { FileSystem } from './file-calls.ts'
import type { Heap, Span } from './heap.ts'

// The system calls on what is open. Those of WASI answer a failure with its number, the others with its negative.

const DUPLICATE = 0
const TERMINAL_TYPE = 2
const FILE_TYPE = 4
const FDSTAT_BYTES = 24

export interface StreamOptions {
  readonly heap: Heap
  readonly system: () => FileSystem
  /** Hears how many bytes a program has written to its standard streams. */
  readonly onOutput: (bytes: number) => void
}

export function streamCalls({ heap, system, onOutput }: StreamOptions) {
  const moveAll = (spans: number, count: number, move: (span: Span) => number) => {
    let moved = 0
    for (const span of heap.spans(spans, count)) {
      const bytes = move(span)
      moved += bytes
      if (bytes < span.length) break
    }
    return moved
  }
  const readAt = (number: number, spans: number, count: number, from: number) => {
    const { descriptors } = system()
    let position = from
    return moveAll(spans, count, ({ at, length }) => {
      const read = descriptors.read(number, heap.writable(at, length), position)
      position += read
      return read
    })
  }
  const writeAt = (number: number, spans: number, count: number, from: number) => {
    const { descriptors } = system()
    let position = from
    return moveAll(spans, count, ({ at, length }) => {
      descriptors.write(number, heap.bytes(at, length), position)
      position += length
      return length
    })
  }
  const answer = (out: number, moved: number) => {
    heap.putU32(out, moved)
    return 0
  }
  return {
    fd_close: (number: number) => {
      system().descriptors.close(number)
      return 0
    },
    fd_read: (number: number, spans: number, count: number, out: number) => {
      const { descriptors } = system()
      if (descriptors.isStandard(number)) return answer(out, 0)
      const file = descriptors.file(number)
      const read = readAt(number, spans, count, file.position)
      file.position += read
      return answer(out, read)
    },
    fd_pread: (number: number, spans: number, count: number, from: bigint, out: number) =>
      answer(out, readAt(number, spans, count, offset(from))),
    fd_write: (number: number, spans: number, count: number, out: number) => {
      const { descriptors } = system()
      if (descriptors.isStandard(number)) {
        const written = moveAll(spans, count, ({ length }) => length)
        onOutput(written)
        return answer(out, written)
      }
      const file = descriptors.file(number)
      const from = descriptors.writePosition(number)
      const written = writeAt(number, spans, count, from)
      file.position = from + written
      return answer(out, written)
    },
    fd_pwrite: (number: number, spans: number, count: number, from: bigint, out: number) =>
      answer(out, writeAt(number, spans, count, offset(from))),
    fd_seek: (number: number, by: bigint, whence: number, out: number) => {
      const { descriptors } = system()
      if (descriptors.isStandard(number)) return ERRNO.noSeek
      heap.putU64(out, descriptors.seek(number, Number(by), whence))
      return 0
    },
    fd_fdstat_get: (number: number, out: number) => {
      const { descriptors } = system()
      const standard = descriptors.isStandard(number)
      if (!standard) descriptors.get(number)
      heap.writable(out, FDSTAT_BYTES).fill(0)
      heap.writable(out, 1)[0] = standard ? TERMINAL_TYPE : FILE_TYPE
      return 0
    },
    fd_sync: () => 0,
    __syscall_dup: (number: number) => system().descriptors.duplicate(number),
    __syscall_fcntl64: (number: number, command: number) => {
      const { descriptors } = system()
      if (command === DUPLICATE) return descriptors.duplicate(number)
      if (!descriptors.isStandard(number)) descriptors.get(number)
      return 0
    },
    __syscall_ftruncate64: (number: number, size: bigint) => {
      const { tree, descriptors } = system()
      tree.resize(descriptors.file(number).entry, offset(size))
      return 0
    },
    __syscall_ioctl: () => {
      throw new SystemError('notTerminal')
    },
  }
}

function offset(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw new SystemError('invalid')
  return Number(value)
}

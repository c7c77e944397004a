import { SystemError } from './errno.ts'
import type { FileSystem } from './file-calls.ts'
import type { Heap } from './heap.ts'
import { offsetOf } from './offset.ts'
import { isStandard } from './standard-streams.ts'

// fcntl(2), as this libc numbers its commands.
const DUPLICATE = [0, 1030]
const GET_FLAGS = 3
const SET_OR_GET = [1, 2, 4]
const PIPE_TYPE = 0
const FILE_TYPE = 4
const FDSTAT_BYTES = 24

/** The calls on what is open, but for reading and writing. */
export function descriptorCalls(heap: Heap, system: () => FileSystem) {
  return {
    fd_close: (number: number) => {
      system().descriptors.close(number)
      return 0
    },
    fd_seek: (number: number, by: bigint, whence: number, out: number) => {
      if (isStandard(number)) throw new SystemError('noSeek')
      heap.putU64(out, system().descriptors.seek(number, Number(by), whence))
      return 0
    },
    fd_fdstat_get: (number: number, out: number) => {
      if (!isStandard(number)) system().descriptors.get(number)
      heap.writable(out, FDSTAT_BYTES).fill(0)
      heap.writable(out, 1)[0] = isStandard(number) ? PIPE_TYPE : FILE_TYPE
      return 0
    },
    fd_sync: () => 0,
    __syscall_dup: (number: number) => system().descriptors.duplicate(number),
    __syscall_fcntl64: (number: number, command: number) => {
      const { descriptors } = system()
      if (DUPLICATE.includes(command)) return descriptors.duplicate(number)
      const flags = isStandard(number) ? 0 : descriptors.get(number).flags
      if (command === GET_FLAGS) return flags
      if (!SET_OR_GET.includes(command)) throw new SystemError('invalid')
      return 0
    },
    __syscall_ftruncate64: (number: number, size: bigint) => {
      const { tree, descriptors } = system()
      tree.resize(descriptors.file(number).entry, offsetOf(size))
      return 0
    },
    __syscall_ioctl: () => {
      throw new SystemError('notTerminal')
    },
  }
}

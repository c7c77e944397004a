import type { Descriptors, OpenFolder } from './descriptors.ts'
import { SystemError } from './errno.ts'
import type { Entry, FileTree } from './files.ts'
import type { Heap } from './heap.ts'
import { isStandard, type StandardStreams } from './standard-streams.ts'

// The system calls on paths and folders, with the layouts of emscripten's libc.

/** What a realm's calls work on. It is another one after each reset. */
export interface FileSystem {
  readonly tree: FileTree
  readonly descriptors: Descriptors
  readonly streams: StandardStreams
}

/** By the clock. */
const PATH_CHAR_GAS = 4
const ENTRY_GAS = 5
const CURRENT_FOLDER = -100
const EMPTY_PATH = 0x1000
const REMOVE_FOLDER = 0x200
const WRITABLE = 2
const STAT_BYTES = 96
const BLOCK_BYTES = 4096
const FILE_MODE = 0o100_000
const FOLDER_MODE = 0o040_000
const PIPE_MODE = 0o010_000
const ENTRY_BYTES = 280
const ENTRY_NAME = 19
const FILE_ENTRY = 8
const FOLDER_ENTRY = 4

/** The calls. `pay` hears of what one costs over and above its own price. */
export function fileCalls(heap: Heap, system: () => FileSystem, pay: (gas: number) => void) {
  const pathAt = (folder: number, at: number) => {
    const { tree, descriptors } = system()
    const from = folder === CURRENT_FOLDER ? tree.cwd : descriptors.folder(folder).path
    const path = tree.absolute(heap.path(at), from)
    pay(path.length * PATH_CHAR_GAS)
    return path
  }
  const path = (at: number) => pathAt(CURRENT_FOLDER, at)
  const done = () => 0
  const stat = (at: number, out: number) => putStat(heap, out, statOf(system().tree.get(path(at))))
  const fstat = (descriptor: number, out: number) => {
    const { descriptors, streams } = system()
    if (!isStandard(descriptor)) return putStat(heap, out, statOf(descriptors.get(descriptor).entry))
    // Programs ask how much there is to read, and then read that much.
    return putStat(heap, out, { mode: PIPE_MODE | 0o600, size: streams.unread })
  }
  return {
    __syscall_openat: (folder: number, at: number, flags: number) =>
      system().descriptors.open(pathAt(folder, at), flags),
    __syscall_stat64: stat,
    __syscall_lstat64: stat,
    __syscall_fstat64: fstat,
    __syscall_newfstatat: (folder: number, at: number, out: number, flags: number) =>
      (flags & EMPTY_PATH) !== 0 && heap.path(at) === ''
        ? fstat(folder, out)
        : putStat(heap, out, statOf(system().tree.get(pathAt(folder, at)))),
    __syscall_faccessat: (folder: number, at: number, mode: number) => {
      const entry = system().tree.get(pathAt(folder, at))
      if ((mode & WRITABLE) !== 0 && entry.readOnly) throw new SystemError('access')
      return 0
    },
    __syscall_getcwd: (out: number, room: number) => {
      const { cwd } = system().tree
      if (cwd.length >= room >>> 0) throw new SystemError('invalid')
      return heap.putText(out, cwd)
    },
    __syscall_chdir: (at: number) => {
      const folder = path(at)
      system().tree.getFolder(folder)
      system().tree.cwd = folder
      return 0
    },
    __syscall_mkdirat: (folder: number, at: number) => {
      system().tree.addFolder(pathAt(folder, at))
      return 0
    },
    __syscall_unlinkat: (folder: number, at: number, flags: number) => {
      const { tree } = system()
      if ((flags & REMOVE_FOLDER) === 0) tree.removeFile(pathAt(folder, at))
      else tree.removeFolder(pathAt(folder, at))
      return 0
    },
    __syscall_rmdir: (at: number) => {
      system().tree.removeFolder(path(at))
      return 0
    },
    __syscall_renameat: (fromFolder: number, from: number, toFolder: number, to: number) => {
      system().tree.rename(pathAt(fromFolder, from), pathAt(toFolder, to))
      return 0
    },
    __syscall_readlinkat: (folder: number, at: number) => {
      system().tree.get(pathAt(folder, at))
      throw new SystemError('invalid')
    },
    __syscall_getdents64: (descriptor: number, out: number, room: number) => {
      const folder = system().descriptors.folder(descriptor)
      pay(folder.entry.entries.size * ENTRY_GAS)
      return putEntries(heap, folder, out, room)
    },
    // What a file system without owners, rights and times has nothing to do for.
    __syscall_chmod: done,
    __syscall_fchmod: done,
    __syscall_utimensat: done,
    __syscall_fdatasync: done,
    __syscall_umask_js: done,
    __syscall_getuid32_js: done,
  }
}

interface Stat {
  readonly mode: number
  readonly size: number
}

function statOf(entry: Entry): Stat {
  const rights = entry.readOnly ? 0o555 : 0o777
  return entry.kind === 'file'
    ? { mode: FILE_MODE | rights, size: entry.size }
    : { mode: FOLDER_MODE | rights, size: 0 }
}

/** Writes a `struct stat`. */
function putStat(heap: Heap, at: number, { mode, size }: Stat): number {
  heap.writable(at, STAT_BYTES).fill(0)
  heap.putU32(at + 4, mode)
  heap.putU32(at + 8, 1)
  heap.putU64(at + 24, size)
  heap.putU32(at + 32, BLOCK_BYTES)
  heap.putU32(at + 36, Math.ceil(size / BLOCK_BYTES))
  return 0
}

/** Writes as many `struct dirent` as fit, from where the last call ended. @returns how many bytes that took */
function putEntries(heap: Heap, folder: OpenFolder, at: number, room: number): number {
  const entries = [...folder.entry.entries]
  const from = Math.floor(folder.position / ENTRY_BYTES)
  const fitting = entries.slice(from, from + Math.floor((room >>> 0) / ENTRY_BYTES))
  fitting.forEach(([name, { kind }], i) => {
    const to = at + i * ENTRY_BYTES
    heap.writable(to, ENTRY_BYTES).fill(0)
    heap.putU64(to, from + i + 1)
    heap.putU64(to + 8, (from + i + 1) * ENTRY_BYTES)
    heap.putU16(to + 16, ENTRY_BYTES)
    heap.writable(to + 18, 1)[0] = kind === 'file' ? FILE_ENTRY : FOLDER_ENTRY
    heap.putText(to + ENTRY_NAME, name)
  })
  folder.position = (from + fitting.length) * ENTRY_BYTES
  return fitting.length * ENTRY_BYTES
}

import { SystemError } from './errno.ts'
import type { Entry, File, FileTree, Folder } from './files.ts'
import { FIRST_FREE, isStandard, standardNumber } from './standard-streams.ts'

const MAX_DESCRIPTORS = 256

// open(2), as this libc numbers the flags.
const ACCESS_MODE = 0o3
const CREATE = 0o100
const EXCLUSIVE = 0o200
const TRUNCATE = 0o1000
const APPEND = 0o2000
const FOLDER_ONLY = 0o200000

/** An open file or folder. */
export interface Descriptor {
  readonly entry: Entry
  readonly path: string
  readonly flags: number
  position: number
}

export type OpenFile = Descriptor & { readonly entry: File }
export type OpenFolder = Descriptor & { readonly entry: Folder }

/** What a program holds open. The three standard streams are there, but are no files. */
export class Descriptors {
  readonly #tree: FileTree
  readonly #open = new Map<number, Descriptor>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  open(path: string, flags: number): number {
    const standard = standardNumber(path)
    if (standard !== null) return standard
    const entry = this.#entryFor(path, flags)
    if (entry.kind === 'folder' && (flags & ACCESS_MODE) !== 0) throw new SystemError('isFolder')
    if (entry.kind === 'file' && (flags & FOLDER_ONLY) !== 0) throw new SystemError('notFolder')
    if (entry.kind === 'file' && (flags & ACCESS_MODE) !== 0 && entry.readOnly) {
      throw new SystemError('readOnly')
    }
    if (entry.kind === 'file' && (flags & TRUNCATE) !== 0) this.#tree.resize(entry, 0)
    return this.#add({ entry, path, flags, position: 0 })
  }

  #entryFor(path: string, flags: number): Entry {
    if ((flags & CREATE) === 0) return this.#tree.get(path)
    const found = this.#tree.find(path)
    if (found !== null && (flags & EXCLUSIVE) !== 0) throw new SystemError('exists')
    return found ?? this.#tree.addFile(path)
  }

  #add(descriptor: Descriptor): number {
    if (this.#open.size >= MAX_DESCRIPTORS) throw new SystemError('tooManyDescriptors')
    let number = FIRST_FREE
    while (this.#open.has(number)) number += 1
    this.#open.set(number, descriptor)
    if (descriptor.entry.kind === 'file') descriptor.entry.holders += 1
    return number
  }

  get(number: number): Descriptor {
    const descriptor = this.#open.get(number)
    if (descriptor === undefined) throw new SystemError('badDescriptor')
    return descriptor
  }

  file(number: number): OpenFile {
    const descriptor = this.get(number)
    if (!isFile(descriptor)) throw new SystemError('isFolder')
    return descriptor
  }

  folder(number: number): OpenFolder {
    const descriptor = this.get(number)
    if (!isFolder(descriptor)) throw new SystemError('notFolder')
    return descriptor
  }

  duplicate(number: number): number {
    if (isStandard(number)) return number
    return this.#add({ ...this.get(number) })
  }

  close(number: number): void {
    if (isStandard(number)) return
    const { entry } = this.get(number)
    this.#open.delete(number)
    if (entry.kind === 'file') this.#tree.release(entry)
  }

  /** Reads at `from` as much as is there and fits. @returns how many bytes */
  read(number: number, into: Uint8Array, from: number): number {
    const { entry } = this.file(number)
    const start = Math.min(from, entry.size)
    const end = Math.min(start + into.length, entry.size)
    into.set(entry.bytes.subarray(start, end))
    return end - start
  }

  write(number: number, data: Uint8Array, at: number): void {
    const { entry, flags } = this.file(number)
    if ((flags & ACCESS_MODE) === 0) throw new SystemError('badDescriptor')
    if (at + data.length > entry.size) this.#tree.resize(entry, at + data.length)
    entry.bytes.set(data, at)
  }

  /** Where the next write begins. */
  writePosition(number: number): number {
    const { entry, flags, position } = this.file(number)
    return (flags & APPEND) !== 0 ? entry.size : position
  }

  seek(number: number, offset: number, whence: number): number {
    const descriptor = this.get(number)
    const size = descriptor.entry.kind === 'file' ? descriptor.entry.size : 0
    const base = [0, descriptor.position, size][whence]
    if (base === undefined || base + offset < 0) throw new SystemError('invalid')
    descriptor.position = base + offset
    return descriptor.position
  }
}

function isFile(descriptor: Descriptor): descriptor is OpenFile {
  return descriptor.entry.kind === 'file'
}

function isFolder(descriptor: Descriptor): descriptor is OpenFolder {
  return descriptor.entry.kind === 'folder'
}

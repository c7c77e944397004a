import type { SourceFiles } from '../../../scoring/sandbox.ts'
import { SystemError } from './errno.ts'

// The files that a program finds and makes: a tree in the host's memory, made anew for each realm. No links, no
// permissions but that what was there at first cannot be changed.

export interface File {
  readonly kind: 'file'
  readonly readOnly: boolean
  bytes: Uint8Array
  /** How many of the bytes are in use. */
  size: number
  /** How many names and open descriptors lead to it. Its room is free again when none does. */
  holders: number
}
export interface Folder {
  readonly kind: 'folder'
  readonly readOnly: boolean
  readonly entries: Map<string, Entry>
}
export type Entry = File | Folder

/** Room for all files and folders of a program. */
const MAX_BYTES = 16 * 1024 * 1024
const MAX_ENTRIES = 4096
/** Room for a name in a `struct dirent`. */
const MAX_NAME_BYTES = 255

export const HOME = '/work'

export class FileTree {
  readonly root: Folder = { kind: 'folder', readOnly: true, entries: new Map() }
  cwd = HOME
  #bytes = 0
  #entries = 0

  /** `library` is Python's own, in one archive; `files` are the program's, which lie in its home. */
  constructor(library: Uint8Array, files: SourceFiles) {
    const folder = (readOnly: boolean, entries: [string, Entry][] = []): Folder => ({
      kind: 'folder',
      readOnly,
      entries: new Map(entries),
    })
    const archive: File = { kind: 'file', readOnly: true, bytes: library, size: library.length, holders: 1 }
    const installed = folder(true, [['lib-dynload', folder(true)]])
    this.root.entries.set(
      'lib',
      folder(true, [
        ['python314.zip', archive],
        ['python3.14', installed],
      ]),
    )
    for (const name of [HOME.slice(1), 'tmp']) this.root.entries.set(name, folder(false))
    for (const [path, text] of Object.entries(files)) this.#lay(`${HOME}/${path}`, text)
  }

  /** Lays a file where it can lie: a name may be too long for a file, or that of a folder too. */
  #lay(path: string, text: string): void {
    try {
      for (let at = path.indexOf('/', HOME.length + 1); at !== -1; at = path.indexOf('/', at + 1)) {
        if (this.find(path.slice(0, at)) === null) this.addFolder(path.slice(0, at))
      }
      const bytes = new TextEncoder().encode(text)
      const file = this.addFile(path)
      this.resize(file, bytes.length)
      file.bytes.set(bytes)
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
    }
  }

  absolute(path: string, from = this.cwd): string {
    if (path === '') throw new SystemError('noEntry')
    const steps: string[] = []
    for (const step of `${path.startsWith('/') ? '' : from}/${path}`.split('/')) {
      if (step === '..') steps.pop()
      else if (step !== '' && step !== '.') steps.push(step)
    }
    return `/${steps.join('/')}`
  }

  find(path: string): Entry | null {
    let entry: Entry | undefined = this.root
    for (const step of path.split('/').filter(Boolean)) {
      if (entry?.kind === 'file') throw new SystemError('notFolder')
      entry = entry?.entries.get(step)
    }
    return entry ?? null
  }

  get(path: string): Entry {
    const entry = this.find(path)
    if (entry === null) throw new SystemError('noEntry')
    return entry
  }

  getFolder(path: string): Folder {
    const entry = this.get(path)
    if (entry.kind === 'file') throw new SystemError('notFolder')
    return entry
  }

  addFile(path: string): File {
    const file: File = { kind: 'file', readOnly: false, bytes: new Uint8Array(0), size: 0, holders: 1 }
    this.#add(path, file)
    return file
  }

  addFolder(path: string): void {
    this.#add(path, { kind: 'folder', readOnly: false, entries: new Map() })
  }

  removeFile(path: string): void {
    const entry = this.get(path)
    if (entry.kind === 'folder') throw new SystemError('isFolder')
    this.#remove(path)
    this.release(entry)
  }

  /** One holder less. */
  release(file: File): void {
    file.holders -= 1
    if (file.holders === 0 && !file.readOnly) this.resize(file, 0)
  }

  removeFolder(path: string): void {
    if (this.getFolder(path).entries.size > 0) throw new SystemError('notEmpty')
    this.#remove(path)
  }

  rename(from: string, to: string): void {
    const entry = this.get(from)
    if (from === to) return
    if (`${to}/`.startsWith(`${from}/`)) throw new SystemError('invalid')
    this.#changeable(from)
    this.#changeable(to)
    const target = this.find(to)
    if (target?.kind === 'folder') this.removeFolder(to)
    if (target?.kind === 'file') this.removeFile(to)
    this.#add(to, entry)
    this.#remove(from)
  }

  /** Cuts a file, or makes it longer by zeros. @throws SystemError where it may not change or has no room */
  resize(file: File, size: number): void {
    if (file.readOnly) throw new SystemError('readOnly')
    if (!(size >= 0)) throw new SystemError('invalid')
    if (this.#bytes + size - file.size > MAX_BYTES) throw new SystemError('noSpace')
    this.#bytes += size - file.size
    if (size > file.bytes.length) {
      const larger = new Uint8Array(Math.max(size, Math.min(file.bytes.length * 2, MAX_BYTES)))
      larger.set(file.bytes.subarray(0, file.size))
      file.bytes = larger
    }
    if (size < file.size) file.bytes.fill(0, size, file.size)
    file.size = size
  }

  #add(path: string, entry: Entry): void {
    if (this.find(path) !== null) throw new SystemError('exists')
    const { folder, name } = this.#changeable(path)
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new SystemError('nameTooLong')
    if (this.#entries >= MAX_ENTRIES) throw new SystemError('noSpace')
    this.#entries += 1
    folder.entries.set(name, entry)
  }

  #remove(path: string): void {
    const { folder, name } = this.#changeable(path)
    folder.entries.delete(name)
    this.#entries -= 1
  }

  /** The folder that a path leads into, and the name there. */
  #changeable(path: string): { readonly folder: Folder; readonly name: string } {
    const at = path.lastIndexOf('/')
    const folder = this.getFolder(path.slice(0, at))
    if (folder.readOnly) throw new SystemError('readOnly')
    return { folder, name: path.slice(at + 1) }
  }
}

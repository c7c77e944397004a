/** Emscripten keeps what it copied from the memory as it was: signed. */
type Bytes = Uint8Array | Int8Array

/** What of a node of emscripten's in-memory file system can change. */
interface Fields {
  name: string
  parent: Node
  mode: number
  mtime: number
  ctime: number
  atime: number
  /** A file's bytes, of which the first `usedBytes` count, or a folder's nodes by name. */
  contents: Bytes | Record<string, Node>
  usedBytes: number
}

interface Node extends Fields {
  readonly id: number
}

interface Stream {
  /** Null once it is closed. */
  readonly fd: number | null
  readonly node: Node
  readonly shared: Record<string, unknown>
}

/** The parts of emscripten's file system that hold its state. */
export interface FileSystem {
  readonly streams: (Stream | null)[]
  nextInode: number
  readonly ErrnoError: new (errno: number) => Error
  hashAddNode(node: Node): void
  hashRemoveNode(node: Node): void
}

interface NodeOperations {
  setattr(node: Node, attributes: { readonly size?: number }): void
}

/** What emscripten does to files and folders: everything that changes one goes through here. */
export interface FileOperations {
  readonly file: {
    readonly stream: {
      write(
        stream: Stream,
        from: Uint8Array,
        offset: number,
        length: number,
        at: number,
        own?: boolean,
      ): number
    }
    readonly node: NodeOperations
  }
  readonly dir: {
    readonly node: NodeOperations & {
      mknod(parent: Node, name: string, mode: number, device: unknown): Node
      rename(node: Node, folder: Node, name: string): void
      unlink(parent: Node, name: string): void
      rmdir(parent: Node, name: string): void
      symlink(parent: Node, name: string, target: string): Node
    }
  }
}

const NO_SPACE = 51

/** The files of Postgres, which lie outside its memory, and can be put back as well. */
export class Files {
  readonly #fs: FileSystem
  readonly #streams: readonly (Stream | null)[]
  readonly #open: readonly { readonly stream: Stream; readonly fields: Stream }[]
  readonly #nextInode: number
  /** What was changed since, with what it was before. */
  readonly #before = new Map<Node, Fields>()
  #room = Number.POSITIVE_INFINITY
  /** Whether more was to be written than the limit allows. */
  full = false

  /** Remembers the files as they are now. */
  constructor(fs: FileSystem, operations: FileOperations) {
    this.#fs = fs
    this.#streams = [...fs.streams]
    this.#open = fs.streams.flatMap((stream) =>
      stream ? [{ stream, fields: { ...stream, shared: { ...stream.shared } } }] : [],
    )
    this.#nextInode = fs.nextInode
    this.#watchFiles(operations)
    this.#watchFolders(operations)
  }

  /** How many bytes may still be written. */
  limit(bytes: number): void {
    this.#room = bytes
  }

  /** Makes all files, folders and open streams what they were. */
  restore(): void {
    const fs = this.#fs
    const missing = [...this.#before].flatMap(([node, { contents }]) => this.#takeOut(node, contents))
    for (const [node, fields] of this.#before) Object.assign(node, fields)
    for (const node of missing) fs.hashAddNode(node)
    this.#before.clear()
    fs.streams.splice(0, fs.streams.length, ...this.#streams)
    for (const { stream, fields } of this.#open) {
      Object.assign(stream, { ...fields, shared: Object.assign(stream.shared, fields.shared) })
    }
    fs.nextInode = this.#nextInode
    this.#room = Number.POSITIVE_INFINITY
    this.full = false
  }

  /** Takes what has come into a folder out of the table of names; returns what has gone from the folder. */
  #takeOut({ contents: now }: Node, before: Fields['contents']): Node[] {
    if (!isFolder(now) || !isFolder(before)) return []
    const held = new Set(Object.values(before))
    const holds = new Set(Object.values(now))
    for (const node of holds.difference(held)) this.#fs.hashRemoveNode(node)
    return [...held.difference(holds)]
  }

  #watchFiles({ file }: FileOperations): void {
    const { write } = file.stream
    const { setattr } = file.node
    file.stream.write = (stream, from, offset, length, at, own) => {
      const { node } = stream
      this.#take(at + length - node.usedBytes)
      const before = this.#touch(node)
      if (node.contents === before.contents && !isFolder(node.contents)) node.contents = node.contents.slice()
      return write(stream, from, offset, length, at, own)
    }
    file.node.setattr = (node, attributes) => {
      this.#take((attributes.size ?? 0) - node.usedBytes)
      this.#touch(node)
      setattr(node, attributes)
    }
  }

  #watchFolders({ dir: { node: operations } }: FileOperations): void {
    const { mknod, rename, unlink, rmdir, symlink, setattr } = operations
    const touching =
      <Rest extends unknown[], Result>(work: (folder: Node, ...rest: Rest) => Result) =>
      (folder: Node, ...rest: Rest): Result => {
        this.#touch(folder)
        return work(folder, ...rest)
      }
    operations.mknod = touching(mknod)
    operations.unlink = touching(unlink)
    operations.rmdir = touching(rmdir)
    operations.symlink = touching(symlink)
    operations.setattr = touching(setattr)
    operations.rename = (node, folder, name) => {
      for (const touched of [node, node.parent, folder]) this.#touch(touched)
      rename(node, folder, name)
    }
  }

  /** Remembers what a node is before it is changed for the first time. */
  #touch(node: Node): Fields {
    const known = this.#before.get(node)
    if (known !== undefined) return known
    const { name, parent, mode, mtime, ctime, atime, usedBytes, contents } = node
    const held = isFolder(contents) ? { ...contents } : contents
    const before = { name, parent, mode, mtime, ctime, atime, usedBytes, contents: held }
    this.#before.set(node, before)
    return before
  }

  #take(bytes: number): void {
    this.#room -= Math.max(0, bytes)
    if (this.#room >= 0) return
    this.full = true
    throw new this.#fs.ErrnoError(NO_SPACE)
  }
}

function isFolder(contents: Fields['contents'] | undefined): contents is Record<string, Node> {
  return contents !== undefined && !ArrayBuffer.isView(contents)
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { MemoryFS, PGlite, type PGliteOptions, type postgresMod } from '@electric-sql/pglite'
import type { Entropy } from './entropy.ts'
import type { FileOperations, FileSystem } from './files.ts'
import { meterLinked } from './linked-module.ts'
import { LinearMemory } from './memory.ts'

type PostgresModule = postgresMod.PostgresMod

/** The imports of emscripten's glue that stand in for the world. */
type Imports = Record<string, unknown> & {
  clock_time_get(id: number, precision: bigint, at: number): number
  _dlopen_js(library: number): number
  /** What a library that is loaded exports becomes an import of those after it, unless there is one of that name. */
  gas?: unknown
}

type Instantiated = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void

/** A running Postgres and the parts of it that are put back between runs. */
export interface Booted {
  readonly module: PostgresModule
  readonly memory: LinearMemory
  readonly instance: WebAssembly.Instance
  readonly imports: Imports
  readonly files: FileSystem
  readonly fileOperations: FileOperations
  /** Refuses every further library: it would be neither metered nor unloaded by putting the memory back. */
  seal(): void
}

export interface BootOptions {
  /** As `makeDataFolder` made it. */
  readonly dataFolder: Blob
  readonly entropy: Entropy
  /** Hears whenever Postgres reads the clock. */
  readonly onClock: () => void
}

const LIBRARIES = '/pglite/lib/postgresql'
/** The libraries that may be loaded: procedures, stemming, and the conversions from and to common encodings. */
export const LOADABLE = ['plpgsql', 'dict_snowball', 'utf8_and_iso8859_1', 'utf8_and_iso8859', 'utf8_and_win']

/** Small segments and buffers: all that is written to has to be put back. */
const INITDB_PARAMETERS = ['--wal-segsize=1']
const SETTINGS: Readonly<Record<string, string>> = {
  autovacuum: 'off',
  exit_on_error: 'false',
  full_page_writes: 'off',
  io_method: 'sync',
  log_checkpoints: 'off',
  log_min_messages: 'panic',
  max_connections: '5',
  max_parallel_maintenance_workers: '0',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_wal_senders: '0',
  max_worker_processes: '0',
  shared_buffers: '4MB',
  synchronous_commit: 'off',
  timezone: 'UTC',
  track_activities: 'off',
  wal_buffers: '64kB',
  wal_init_zero: 'off',
  wal_level: 'minimal',
}
const START_PARAMETERS = [
  '--single',
  '-F',
  '-j',
  ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]

let modules: { readonly postgres: WebAssembly.Module; readonly initdb: WebAssembly.Module } | null = null

/** The modules, metered and compiled once for a process. */
function compiled(): NonNullable<typeof modules> {
  const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  const read = (name: string) => readFileSync(join(folder, name))
  modules ??= {
    postgres: new WebAssembly.Module(meterLinked(read('pglite.wasm'))),
    initdb: new WebAssembly.Module(read('initdb.wasm')),
  }
  return modules
}

/** Makes the folder of a new database, as an archive. That takes Postgres seconds, and to start on it no half. */
export async function makeDataFolder(): Promise<Blob> {
  const first = await PGlite.create({ ...parameters(), initDbStartParams: INITDB_PARAMETERS })
  const folder = await first.dumpDataDir('none')
  await first.close()
  return folder
}

/**
 * Starts Postgres on a new database. Each start goes the same way, from one and the same data folder: so each ends
 * in the same state, which that does not which makes the folder.
 */
export async function bootPostgres(options: BootOptions): Promise<Booted> {
  const host = new Host(options)
  await PGlite.create({ ...parameters(), loadDataDir: options.dataFolder, fs: host })
  return host.booted
}

function parameters(): PGliteOptions {
  const { postgres, initdb } = compiled()
  return { pgliteWasmModule: postgres, initdbWasmModule: initdb, startParams: START_PARAMETERS }
}

/** PGlite asks its file system how emscripten is to be set up: here all of the world around Postgres is put in place. */
class Host extends MemoryFS {
  readonly #options: BootOptions
  readonly #memory = new LinearMemory()
  #imports: Imports | null = null
  #instance: WebAssembly.Instance | null = null
  #sealed = false

  constructor(options: BootOptions) {
    super()
    this.#options = options
  }

  get booted(): Booted {
    const module = this.pg?.Module
    if (module === undefined || this.#imports === null || this.#instance === null) {
      throw new Error('Postgres has not been started')
    }
    const { FS, MEMFS } = module as unknown as {
      readonly FS: FileSystem
      readonly MEMFS: { readonly ops_table: FileOperations }
    }
    return {
      module,
      memory: this.#memory,
      instance: this.#instance,
      imports: this.#imports,
      files: FS,
      fileOperations: MEMFS.ops_table,
      seal: () => {
        this.#sealed = true
      },
    }
  }

  override async init(pg: PGlite, options: Partial<PostgresModule>) {
    const { emscriptenOpts } = await super.init(pg, options)
    const own = {
      wasmMemory: this.#memory,
      instantiateWasm: (imports: WebAssembly.Imports, done: Instantiated) => {
        this.#imports = this.#world(imports.env as Imports)
        const { postgres } = compiled()
        this.#instance = new WebAssembly.Instance(postgres, imports)
        done(this.#instance, postgres)
        return this.#instance.exports
      },
    }
    return { emscriptenOpts: { ...emscriptenOpts, ...own } }
  }

  /** Called when the files that come with Postgres are there, and before it starts. */
  override async initialSyncFs(): Promise<void> {
    const fs = this.pg?.Module.FS
    for (const name of LOADABLE) {
      const path = `${LIBRARIES}/${name}.so`
      fs?.writeFile(path, meterLinked(fs.readFile(path)))
    }
    fs?.unlink('/dev/urandom')
    const nothing = () => undefined
    fs?.createDevice('/dev', 'urandom', () => this.#options.entropy.byte(), nothing)
  }

  /** Chance, time and timers are the sandbox's own. A timer of the process would ring in another run. */
  #world(imports: Imports): Imports {
    const { entropy, onClock } = this.#options
    const { clock_time_get: clock, _dlopen_js: load } = imports
    return Object.assign(imports, {
      random_get: (at: number, length: number) => {
        entropy.fill(new Uint8Array(this.#memory.buffer, at, length))
        return 0
      },
      _setitimer_js: () => 0,
      _dlopen_js: (library: number) => (this.#sealed ? 0 : load(library)),
      clock_time_get: (id: number, precision: bigint, at: number) => {
        onClock()
        return clock(id, precision, at)
      },
    })
  }
}

import { findExport } from './call.ts'
import type { CommonJsParameters, Host } from './host.ts'

interface Module {
  exports: unknown
}

/** `require` and what ES modules need to import CommonJS files. */
export interface CommonJs {
  /** A CommonJS file's exports, run at the first call. */
  load(file: string): unknown
  /** What `require` gives for a file, or for a module of the kit. */
  exportsOf(name: string): unknown
  /** Has CommonJS files be run anew when they are next asked for. */
  forget(): void
  pick(file: string, exported: unknown, name: string, needed: boolean): unknown
  defaultOf(exported: unknown): unknown
  /** A file's own `require`. */
  requireFrom(importer: string): (specifier: unknown) => unknown
}

/** The name, as Node has it, by which a module exports what `require` is to give. */
const SET_AS_A_WHOLE = 'module.exports'

export interface CommonJsOptions {
  readonly host: Host
  /** Makes an empty object of the learner's realm. */
  readonly makeObject: () => object
  /** What `require` gives for one of the kit's modules, or for one that the suite mocks. */
  readonly kitModule: (name: string) => unknown
  /** What a suite may use of the kit without importing it. */
  readonly globals: Readonly<Record<string, unknown>>
}

export function commonJs({ host, makeObject, kitModule, globals }: CommonJsOptions): CommonJs {
  const modules = new Map<string, Module>()

  function load(file: string): unknown {
    const loaded = modules.get(file)
    if (loaded !== undefined) return loaded.exports
    const exports = makeObject()
    const module: Module = Object.assign(makeObject(), { exports })
    modules.set(file, module)
    const folder = file.split('/').slice(0, -1).join('/') || '.'
    const run = host.compile(file)
    const args = [exports, requireFrom(file), module, file, folder, ...parametersOf(file)]
    const returned = Reflect.apply(run, exports, args)
    // Files that export nothing return what they declare; scripts for a page may have set some on `this`.
    if (isObject(returned) && module.exports === exports) {
      module.exports = Object.assign(returned, exports)
    }
    return module.exports
  }

  function requireFrom(importer: string): (specifier: unknown) => unknown {
    return (specifier) => exportsOf(host.resolve(importer, String(specifier)))
  }

  function exportsOf(name: string): unknown {
    return kitModule(name) ?? (host.isCommonJs(name) ? load(name) : ofModule(name))
  }

  function ofModule(name: string): unknown {
    const exported = host.importNow(name)
    return SET_AS_A_WHOLE in exported ? exported[SET_AS_A_WHOLE] : exported
  }

  function parametersOf(file: string): unknown[] {
    const { kit, learner, entry } = JSON.parse(host.parameters(file)) as CommonJsParameters
    return [...kit.map((name) => globals[name]), ...learner.map((name) => exportedAs(entry, name))]
  }

  /** `module.exports = add` is `add` by that name too, whatever the function itself is called. */
  function exportedAs(file: string, name: string): unknown {
    const exported = exportsOf(file)
    const alone = typeof exported === 'function' && pick(file, exported, name, false) === undefined
    return alone ? exported : pick(file, exported, name, true)
  }

  return {
    load,
    exportsOf,
    requireFrom,
    forget: () => modules.clear(),
    pick,
    defaultOf: (exported) =>
      (findExport(exported, '__esModule') ? findExport(exported, 'default') : undefined) ?? exported,
  }
}

function pick(file: string, exported: unknown, name: string, needed: boolean): unknown {
  const found = findExport(exported, name)
  if (found === undefined && needed) throw new SyntaxError(`${file} does not export ${name}`)
  return found
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

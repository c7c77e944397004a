import { findExport } from './call.ts'
import type { Host } from './host.ts'

interface Module {
  exports: unknown
}

/** `require` and what ES modules need to import CommonJS files. */
export interface CommonJs {
  /** A CommonJS file's exports, run at the first call. */
  load(file: string): unknown
  pick(file: string, exported: unknown, name: string, needed: boolean): unknown
  defaultOf(exported: unknown): unknown
}

/** `kitModules` are what `require` gives for the kit's names; `parametersOf` what a file gets beside the usual. */
export function commonJs(
  host: Host,
  makeObject: () => object,
  kitModules: ReadonlyMap<string, unknown>,
  parametersOf: (file: string) => readonly unknown[],
): CommonJs {
  const modules = new Map<string, Module>()

  function load(file: string): unknown {
    const loaded = modules.get(file)
    if (loaded !== undefined) return loaded.exports
    const exports = makeObject()
    const module: Module = Object.assign(makeObject(), { exports })
    modules.set(file, module)
    const folder = file.split('/').slice(0, -1).join('/') || '.'
    const further = parametersOf(file)
    const returned = host.compile(file)(exports, requireFrom(file), module, file, folder, ...further)
    // Files that export nothing return what they declare.
    if (returned !== undefined && module.exports === exports && Object.keys(exports).length === 0) {
      module.exports = returned
    }
    return module.exports
  }

  function requireFrom(importer: string): (specifier: unknown) => unknown {
    return (specifier) => {
      const file = host.resolve(importer, String(specifier))
      if (kitModules.has(file)) return kitModules.get(file)
      return host.isCommonJs(file) ? load(file) : host.importNow(file)
    }
  }

  return {
    load,
    pick(file, exported, name, needed) {
      const found = findExport(exported, name)
      if (found === undefined && needed) throw new SyntaxError(`${file} does not export ${name}`)
      return found
    },
    defaultOf: (exported) =>
      findExport(exported, '__esModule') ? findExport(exported, 'default') : exported,
  }
}

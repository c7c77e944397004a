import { registerHooks } from 'node:module'

/** One text of a source file that is replaced wherever it stands. */
export interface Cut {
  readonly text: string | RegExp
  readonly by: string
}

/**
 * Changes a module of the product in the process that loads this first: a control needs an engine without one of
 * its safeguards, and the product has no switch for that. @throws when there is nothing to cut
 */
export function saw(path: string, cuts: readonly Cut[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.endsWith(path)) return loaded
      let source = String(loaded.source)
      for (const { text, by } of cuts) {
        const sawn = source.replaceAll(text, by)
        if (sawn === source) throw new Error(`${path} has no ${text} to cut`)
        source = sawn
      }
      return { ...loaded, source }
    },
  })
}

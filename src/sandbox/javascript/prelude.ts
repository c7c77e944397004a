import { PreludeSources } from './engine/prelude-sources.ts'
import { type QuickJs, type Realm, RealmException, type Value } from './engine/quickjs.ts'
import type { ModuleNames } from './kit-functions.ts'

// prelude: what is in the realms before anything of a learner's.

/** Loads a module of this folder into a realm: what the module exports. */
export type LoadPrelude = (realm: Realm, path: string) => Value

/** From now on the engine's imports lead to our own modules. */
export function preludeLoader(quickJs: QuickJs): LoadPrelude {
  const sources = new PreludeSources()
  quickJs.modules = sources
  return (realm, path) => {
    const name = sources.name(path)
    return quickJs.evaluateModule(realm, sources.load(name), name)
  }
}

/** Loads the kit, and what it needs in the learner's realm: what `open` of `kit/main.ts` returns. */
export function openKit(
  quickJs: QuickJs,
  { learner, kit }: { readonly learner: Realm; readonly kit: Realm },
  host: Value,
): Value {
  const load = preludeLoader(quickJs)
  const realm = load(learner, 'realm/main.ts')
  load(kit, 'kit/globals.ts')
  const open = quickJs.get(kit, load(kit, 'kit/main.ts'), 'open')
  return quickJs.call(kit, open, [realm, host])
}

/**
 * Makes modules of ours in the learner's realm, each of an object in `modules`. They are handed over through a
 * global that is gone before anything of a learner's runs; after that, imports alone lead to them.
 */
export function offerModules(quickJs: QuickJs, learner: Realm, names: ModuleNames, modules: Value): void {
  quickJs.set(learner, quickJs.global(learner), 'kitModules', modules)
  for (const [module, exported] of names) {
    const lines = exported.map((name, i) => `const v${i} = all.${name}; export { v${i} as ${name} };`)
    const text = `const all = kitModules[${JSON.stringify(module)}]; export default all; ${lines.join(' ')}`
    quickJs.evaluateModule(learner, text, module)
  }
  quickJs.evaluateScript(learner, 'delete globalThis.kitModules', 'kit:clean')
}

/** Says an exception of the prelude's own code in the words of this realm. */
export function told<T>(quickJs: QuickJs, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RealmException)) throw error
    const { realm, thrown } = error
    const stack = quickJs.string(realm, quickJs.get(realm, thrown, 'stack'))
    throw new Error(`the prelude threw ${quickJs.string(realm, thrown)}\n${stack}`)
  }
}

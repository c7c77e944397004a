import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import type { ModuleSource } from './quickjs.ts'

const JAVASCRIPT = new URL('../', import.meta.url)
/** Below it lies everything of our own that a prelude may hold. */
const SANDBOX = new URL('../', JAVASCRIPT)

/**
 * The kit's own modules and the packages that it is built on, straight from their files. Modules are named by
 * their place below the sandbox's folder or inside their package, never by the machine's paths: the names lie in the
 * realm's memory, and that must be the same everywhere.
 */
export class PreludeSources implements ModuleSource {
  readonly #urls = new Map<string, URL>()

  /** The name under which a file of this folder is loaded. */
  name(path: string): string {
    return this.#nameOf(new URL(path, JAVASCRIPT))
  }

  resolve(importer: string, specifier: string): string {
    const base = this.#urlOf(importer)
    const url = specifier.startsWith('.')
      ? new URL(specifier, base)
      : new URL(`file://${createRequire(base).resolve(specifier)}`)
    return this.#nameOf(url)
  }

  load(name: string): string {
    const text = readFileSync(this.#urlOf(name), 'utf8')
    if (name.endsWith('.ts')) return stripTypeScriptTypes(text)
    return name.includes('/@vitest/expect/') ? trustOnlyOwnMatchers(text) : text
  }

  #nameOf(url: URL): string {
    const [, inPackages] = url.href.split(/.*\/node_modules\//)
    const own = url.href.startsWith(SANDBOX.href)
    if (!own && inPackages === undefined) throw new Error(`the prelude cannot hold ${url.href}`)
    const name = own ? `kit:${url.href.slice(SANDBOX.href.length)}` : `kit:npm/${inPackages}`
    this.#urls.set(name, url)
    return name
  }

  #urlOf(name: string): URL {
    const url = this.#urls.get(name)
    if (url === undefined) throw new Error(`the prelude has no module ${name}`)
    return url
  }
}

const BY_SHAPE =
  'return !!obj && typeof obj === "object" && "asymmetricMatch" in obj && isA("Function", obj.asymmetricMatch);'

/**
 * `expect` takes any object with a method `asymmetricMatch` for a matcher and asks it whether the values match. A
 * learner's function could return such an object and pass any test: only matchers of its own making count here.
 */
function trustOnlyOwnMatchers(text: string): string {
  const parts = text.split(BY_SHAPE)
  if (parts.length !== 2) throw new Error('@vitest/expect has changed how it recognises matchers')
  return parts.join('return obj instanceof AsymmetricMatcher;')
}

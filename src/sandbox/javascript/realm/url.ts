/** How the realm's `URL` reaches the host's: JSON of the parts of an address, or `null` where it is none. */
export interface UrlBridge {
  parseUrl(asked: string): string
}

const PARTS = ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']
const { parse, stringify } = JSON

type Parts = Readonly<Record<string, string>>
type Init = string | Iterable<readonly [string, string]> | Readonly<Record<string, unknown>>

/** What an address does with its own parameters, and nobody else may. */
let listen: (params: URLSearchParams, onChange: () => void) => void
let refill: (params: URLSearchParams, search: string) => void

/** The web's URLSearchParams. */
export class URLSearchParams {
  #pairs: [string, string][]
  #onChange: () => void = () => undefined

  static {
    listen = (params, onChange) => {
      params.#onChange = onChange
    }
    refill = (params, search) => {
      params.#pairs = pairsOf(search)
    }
  }

  constructor(init: Init = '') {
    this.#pairs = pairsOf(init)
  }

  get size(): number {
    return this.#pairs.length
  }

  append(name: unknown, value: unknown): void {
    this.#change([...this.#pairs, [String(name), String(value)]])
  }

  delete(name: unknown, value?: unknown): void {
    this.#change(this.#pairs.filter((pair) => !agrees(pair, name, value)))
  }

  get(name: unknown): string | null {
    return this.getAll(name)[0] ?? null
  }

  getAll(name: unknown): string[] {
    return this.#pairs.filter((pair) => agrees(pair, name)).map(([, value]) => value)
  }

  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some((pair) => agrees(pair, name, value))
  }

  set(name: unknown, value: unknown): void {
    const at = this.#pairs.findIndex((pair) => agrees(pair, name))
    const others = this.#pairs.filter((pair, i) => i <= at || !agrees(pair, name))
    this.#change(others.toSpliced(at < 0 ? others.length : at, 1, [String(name), String(value)]))
  }

  sort(): void {
    this.#change(this.#pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  }

  forEach(see: (value: string, name: string, params: this) => void): void {
    for (const [name, value] of this.#pairs) see(value, name, this)
  }

  *entries(): IterableIterator<[string, string]> {
    for (const [name, value] of this.#pairs) yield [name, value]
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.#pairs) yield name
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.#pairs) yield value
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }

  toString(): string {
    return this.#pairs.map((pair) => pair.map(encoded).join('=')).join('&')
  }

  #change(pairs: [string, string][]): void {
    this.#pairs = pairs
    this.#onChange()
  }
}

function agrees([name, value]: readonly [string, string], wanted: unknown, wantedValue?: unknown): boolean {
  return name === String(wanted) && (wantedValue === undefined || value === String(wantedValue))
}

function pairsOf(init: Init): [string, string][] {
  if (typeof init === 'object') {
    const pairs = Symbol.iterator in init ? [...(init as Iterable<readonly unknown[]>)] : Object.entries(init)
    return pairs.map(([name, value]) => [String(name), String(value)])
  }
  const query = String(init).replace(/^\?/, '')
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [decoded(name), decoded(value.join('='))]
    })
}

/** As forms are sent: a space is a plus. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

function decoded(text: string): string {
  return text.replaceAll('+', ' ').replace(/(%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes)
    } catch {
      return bytes
    }
  })
}

/** The web's URL. */
export function makeUrl({ parseUrl }: UrlBridge) {
  const ask = (...asked: readonly unknown[]) => parse(parseUrl(stringify(asked))) as Parts | null

  return class URL {
    #parts: Parts
    readonly #searchParams: URLSearchParams

    static {
      for (const part of PARTS) {
        Object.defineProperty(URL.prototype, part, {
          get(this: URL) {
            return this.#parts[part]
          },
          set(this: URL, value: unknown) {
            this.#set(part, value)
            refill(this.#searchParams, this.#parts.search ?? '')
          },
          configurable: true,
        })
      }
    }

    constructor(address: unknown, base?: unknown) {
      const parts = ask(String(address), base === undefined ? null : String(base))
      if (parts === null) throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' })
      this.#parts = parts
      this.#searchParams = new URLSearchParams(parts.search)
      listen(this.#searchParams, () => this.#set('search', this.#searchParams.toString()))
      // A field of its own: by its fields an object is compared with others.
      Object.defineProperty(this, 'href', {
        get: () => this.#parts.href,
        set: (value: unknown) => {
          this.#set('href', value)
          refill(this.#searchParams, this.#parts.search ?? '')
        },
        enumerable: true,
      })
    }

    static canParse(address: unknown, base?: unknown): boolean {
      return URL.parse(address, base) !== null
    }

    static parse(address: unknown, base?: unknown): URL | null {
      try {
        return new URL(address, base)
      } catch {
        return null
      }
    }

    get searchParams(): URLSearchParams {
      return this.#searchParams
    }

    get origin(): string | undefined {
      return this.#parts.origin
    }

    toString(): string | undefined {
      return this.#parts.href
    }

    toJSON(): string | undefined {
      return this.#parts.href
    }

    #set(part: string, value: unknown): void {
      this.#parts = ask(this.#parts.href, null, part, String(value)) ?? this.#parts
    }
  }
}

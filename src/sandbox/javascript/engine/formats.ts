/** What the realms' `Intl` may ask of a formatter. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  Collator: ['resolvedOptions'],
  DateTimeFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  DisplayNames: ['of', 'resolvedOptions'],
  ListFormat: ['format', 'formatToParts', 'resolvedOptions'],
  NumberFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  PluralRules: ['select', 'selectRange', 'resolvedOptions'],
  RelativeTimeFormat: ['format', 'formatToParts', 'resolvedOptions'],
  Segmenter: ['segment', 'resolvedOptions'],
}

/** What a program pays for, in gas: a formatter that has to be made, a question, each character of both sides, and a comparison. */
const MAKING_GAS = 50_000
const ASKING_GAS = 1000
const CHARACTER_GAS = 20
const COMPARING_GAS = 300
const COMPARED_CHARACTER_GAS = 2
const MAX_ASKED_CHARS = 100_000
/** So many marks on one letter are no text, and to put them into order takes the square of their number. */
const MANY_MARKS = /\p{M}{10}/u
/** A formatter takes some 10 KB that the program's own memory bound knows nothing of. */
const MAX_MADE = 64

interface Formatter {
  readonly kind: string
  readonly asked: object
}

/**
 * Formats of countries, which QuickJS has none of: the host's own `Intl` answers, about plain data alone. One of these
 * serves one run, so that what a program pays does not depend on what was run before.
 */
export class Formats {
  readonly #made = new Map<string, Formatter>()
  readonly #pay: (gas: number) => void

  constructor(pay: (gas: number) => void) {
    this.#pay = pay
  }

  /** Whether no formatter was made yet. */
  get unused(): boolean {
    return this.#made.size === 0
  }

  /**
   * Asks the formatter that `key` describes, a JSON list of its kind, locales and options; `args` is a JSON list. The
   * answer is JSON too: `{ value }`, or the name and message of what is wrong with the question.
   */
  ask(key: string, method: string, args: string): string {
    try {
      if (key.length + args.length > MAX_ASKED_CHARS) throw new RangeError('too long to format')
      this.#pay(ASKING_GAS + (key.length + args.length) * CHARACTER_GAS)
      const { kind, asked } = this.#formatter(key)
      if (!METHODS[kind]?.includes(method)) throw new TypeError(`${kind} has no ${method}`)
      const given = (JSON.parse(args) as unknown[]).map(revived)
      const value: unknown = Reflect.apply(Reflect.get(asked, method), asked, given)
      const answer = JSON.stringify({ value: kind === 'Segmenter' ? segmentsIn(value) : value })
      this.#pay(answer.length * CHARACTER_GAS)
      return answer
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error
      return JSON.stringify({ error: error.name, message: error.message })
    }
  }

  /** -1, 0 or 1: the order of two texts. Sorting asks this often, so that it goes without JSON. */
  compare(key: string, a: string, b: string): number {
    this.#pay(COMPARING_GAS + (a.length + b.length) * COMPARED_CHARACTER_GAS)
    const { asked } = this.#formatter(key)
    if (MANY_MARKS.test(a) || MANY_MARKS.test(b)) return a === b ? 0 : a < b ? -1 : 1
    return asked instanceof Intl.Collator ? asked.compare(a, b) : 0
  }

  #formatter(key: string): Formatter {
    const known = this.#made.get(key)
    if (known !== undefined) return known
    this.#pay(MAKING_GAS)
    const made = make(key)
    const [oldest] = this.#made.keys()
    if (this.#made.size >= MAX_MADE && oldest !== undefined) this.#made.delete(oldest)
    this.#made.set(key, made)
    return made
  }
}

function make(key: string): Formatter {
  const [kind, locales, options] = JSON.parse(key) as [string, string | readonly string[] | null, object]
  if (!Object.hasOwn(METHODS, kind)) throw new TypeError(`there is no Intl.${kind}`)
  // What the machine is set to must change nothing.
  const named = locales === null || locales === 'default' || locales.length === 0 ? 'en-US' : locales
  const zoned = kind === 'DateTimeFormat' ? { timeZone: 'UTC', ...options } : options
  return { kind, asked: Reflect.construct(Reflect.get(Intl, kind), [named, zoned]) }
}

/** Numbers that JSON has no word for come as `{ number }` or `{ bigint }`. */
function revived(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('number' in value) return Number(value.number)
  return 'bigint' in value ? BigInt(String(value.bigint)) : value
}

/** Segments without the whole text, which each of them holds: to write it for every one takes minutes. */
function segmentsIn(value: unknown): unknown {
  return value !== null && typeof value === 'object' && Symbol.iterator in value
    ? Array.from(value as Intl.Segments, ({ input: _whole, ...segment }) => segment)
    : value
}

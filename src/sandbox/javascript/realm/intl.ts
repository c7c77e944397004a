/** How the realm's `Intl` reaches the host's; see `engine/formats.ts`. */
export interface FormatBridge {
  format(key: string, method: string, args: string): string
  compare(key: string, a: string, b: string): number
}

type Encode = (value: unknown, place: number) => unknown

interface Kind {
  readonly name: string
  /** Whether it can be called without `new`. */
  readonly callable: boolean
  readonly methods: readonly string[]
  /** A method that is read as a function of the formatter's own: `map(numbers.format)` works. */
  readonly bound?: string
  readonly encode: Encode
}

const { parse, stringify } = JSON
const { apply } = Reflect
const timeOf = Date.prototype.getTime

const KINDS: readonly Kind[] = [
  {
    name: 'NumberFormat',
    callable: true,
    methods: ['formatToParts', 'formatRange', 'formatRangeToParts'],
    bound: 'format',
    encode: number,
  },
  {
    name: 'DateTimeFormat',
    callable: true,
    methods: ['formatToParts', 'formatRange', 'formatRangeToParts'],
    bound: 'format',
    encode: time,
  },
  { name: 'PluralRules', callable: false, methods: ['select', 'selectRange'], encode: number },
  { name: 'ListFormat', callable: false, methods: ['format', 'formatToParts'], encode: list },
  { name: 'RelativeTimeFormat', callable: false, methods: ['format', 'formatToParts'], encode: amount },
  { name: 'DisplayNames', callable: false, methods: ['of'], encode: String },
  { name: 'Segmenter', callable: false, methods: ['segment'], encode: String },
]

/** The realm's `Intl`. Without a locale it is American English, without a time zone UTC. */
export function makeIntl(bridge: FormatBridge): Record<string, unknown> {
  const intl: Record<string, unknown> = {}
  for (const kind of KINDS) define(intl, kind.name, formatter(kind, bridge))
  define(intl, 'Collator', collator(bridge))
  define(intl, 'getCanonicalLocales', (locales: unknown) => [locales].flat())
  return Object.defineProperty(intl, Symbol.toStringTag, { value: 'Intl' })
}

/** The description by which the host knows a formatter. */
function keyOf(kind: string, locales: unknown, options: unknown): string {
  return stringify([kind, locales ?? null, options ?? {}])
}

function ask(bridge: FormatBridge, key: string, method: string, args: readonly unknown[] = []): unknown {
  const answer = parse(bridge.format(key, method, stringify(args))) as {
    readonly value?: unknown
    readonly error?: string
    readonly message?: string
  }
  if (answer.error === undefined) return answer.value
  throw answer.error === 'RangeError' ? new RangeError(answer.message) : new TypeError(answer.message)
}

type Formatter = new (locales?: unknown, options?: unknown) => object

/** A class of formatters: `keyOf` of each, which is all that they hold, is found by `found`. */
function formatterClass(name: string, callable: boolean, bridge: FormatBridge) {
  const keys = new WeakMap<object, string>()
  const type = function (this: unknown, locales?: unknown, options?: unknown): unknown {
    if (new.target === undefined && !callable) throw new TypeError(`Constructor Intl.${name} requires 'new'`)
    const made = new.target === undefined ? Object.create(type.prototype) : (this as object)
    const key = keyOf(name, locales, options)
    // Faulty options are refused here, as everywhere.
    ask(bridge, key, 'resolvedOptions')
    keys.set(made, key)
    return made
  } as unknown as Formatter
  const found = (made: unknown) => {
    const key = keys.get(made as object)
    if (key === undefined) throw new TypeError(`this is no Intl.${name}`)
    return key
  }
  Object.defineProperty(type, 'name', { value: name })
  Object.defineProperty(type.prototype, Symbol.toStringTag, { value: `Intl.${name}`, configurable: true })
  define(type, 'supportedLocalesOf', (locales: unknown) => [locales ?? []].flat())
  define(type.prototype, 'resolvedOptions', function (this: unknown) {
    return ask(bridge, found(this), 'resolvedOptions')
  })
  return { type, found }
}

function formatter({ name, callable, methods, bound, encode }: Kind, bridge: FormatBridge): Formatter {
  const { type, found } = formatterClass(name, callable, bridge)
  const segmented = name === 'Segmenter'
  const asked = (key: string, method: string, args: readonly unknown[]) => {
    // Without an argument, a date's formatter formats the present.
    const encoded = (args.length === 0 ? [undefined] : args).map(encode)
    const answer = ask(bridge, key, method, encoded)
    if (!segmented) return answer
    const [input] = encoded
    return segments((answer as readonly Segment[]).map((segment) => ({ ...segment, input })))
  }
  for (const method of methods) {
    define(type.prototype, method, function (this: unknown, ...args: readonly unknown[]) {
      return asked(found(this), method, args)
    })
  }
  if (bound !== undefined) {
    bindOnRead(type, bound, (made) => {
      const key = found(made)
      return (...args: readonly unknown[]) => asked(key, bound, args.slice(0, 1))
    })
  }
  return type
}

function collator(bridge: FormatBridge): Formatter {
  const { type, found } = formatterClass('Collator', true, bridge)
  bindOnRead(type, 'compare', (made) => {
    const key = found(made)
    return (a: unknown, b: unknown) => bridge.compare(key, String(a), String(b))
  })
  return type
}

function bindOnRead(type: Formatter, method: string, bind: (made: unknown) => unknown): void {
  const get = function (this: unknown) {
    return bind(this)
  }
  Object.defineProperty(type.prototype, method, { get, configurable: true })
}

interface Segment {
  readonly index: number
  readonly segment: string
}

function segments(all: readonly Segment[]): object {
  return {
    containing: (at: number) => all.find(({ index, segment }) => at >= index && at < index + segment.length),
    [Symbol.iterator]: () => all[Symbol.iterator](),
  }
}

function number(value: unknown): unknown {
  if (typeof value === 'bigint') return { bigint: String(value) }
  const converted = Number(value)
  const inJson = Number.isFinite(converted) && !Object.is(converted, -0)
  return inJson ? converted : { number: Object.is(converted, -0) ? '-0' : String(converted) }
}

function time(value: unknown): unknown {
  if (value === undefined) return Date.now()
  return number(value instanceof Date ? apply(timeOf, value, []) : value)
}

/** A number, and behind it the unit. */
function amount(value: unknown, place: number): unknown {
  return place === 0 ? number(value) : String(value)
}

function list(value: unknown): unknown {
  return Array.from(value as Iterable<unknown>)
}

/** Gives the built-in types the methods that follow a country's customs. */
export function localise(bridge: FormatBridge): void {
  const format = (kind: string, value: unknown, locales: unknown, options: unknown) =>
    ask(bridge, keyOf(kind, locales, options), 'format', [value])
  const numbers = (unboxed: () => unknown) =>
    function (this: unknown, locales?: unknown, options?: unknown) {
      return format('NumberFormat', number(apply(unboxed, this, [])), locales, options)
    }
  const dates = (parts: readonly string[], added: readonly string[]) =>
    function (this: unknown, locales?: unknown, options?: object) {
      const at: number = apply(timeOf, this, [])
      if (Number.isNaN(at)) return 'Invalid Date'
      const names = [...parts, 'dateStyle', 'timeStyle']
      const asksForParts = names.some((name) => Reflect.get(options ?? {}, name) !== undefined)
      const defaults = Object.fromEntries(added.map((name) => [name, 'numeric']))
      return format('DateTimeFormat', at, locales, asksForParts ? options : { ...options, ...defaults })
    }
  define(Number.prototype, 'toLocaleString', numbers(Number.prototype.valueOf))
  define(BigInt.prototype, 'toLocaleString', numbers(BigInt.prototype.valueOf))
  define(Date.prototype, 'toLocaleDateString', dates(DATE_PARTS, DATE_DEFAULTS))
  define(Date.prototype, 'toLocaleTimeString', dates(TIME_PARTS, TIME_DEFAULTS))
  define(
    Date.prototype,
    'toLocaleString',
    dates([...DATE_PARTS, ...TIME_PARTS], [...DATE_DEFAULTS, ...TIME_DEFAULTS]),
  )
  for (const name of ['toString', 'toTimeString'] as const) {
    const zoneless = Date.prototype[name]
    define(Date.prototype, name, function (this: unknown) {
      return String(apply(zoneless, this, [])).replace(/\+0000$/, '$& (Coordinated Universal Time)')
    })
  }
  const usual = keyOf('Collator', null, null)
  define(String.prototype, 'localeCompare', function (this: unknown, that: unknown, ...how: unknown[]) {
    const [locales, options] = how
    const key = how.length === 0 ? usual : keyOf('Collator', locales, options)
    if (how.length > 0) ask(bridge, key, 'resolvedOptions')
    return bridge.compare(key, String(this), String(that))
  })
}

const DATE_PARTS = ['weekday', 'year', 'month', 'day']
const DATE_DEFAULTS = ['year', 'month', 'day']
const TIME_PARTS = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits']
const TIME_DEFAULTS = ['hour', 'minute', 'second']

function define(target: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false })
}

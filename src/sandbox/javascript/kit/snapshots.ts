import { equals, type MatcherState, type RawMatcherFn } from '@vitest/expect'
import { stringify } from '@vitest/utils/display'

/**
 * Compares a value with the text that the author's test kit once wrote of it into the test file. Before the text there
 * may be an object of what some of the value's properties must match, and are written as.
 */
const toMatchInlineSnapshot: RawMatcherFn = (received: unknown, ...args: readonly unknown[]) => {
  const [properties] = args
  const value = isPlain(properties) ? overlaid(received, properties) : received
  const { pass, ...texts } = compared(
    [NEWER, OLDER].map((format) => written(value, format)),
    snapshotIn(args),
  )
  return { pass: pass && equals(received, value), ...texts }
}

/** The same for what a function throws or a promise rejects with: of an error, kits write the message. */
const toThrowErrorMatchingInlineSnapshot: RawMatcherFn = function (this: MatcherState, received, ...args) {
  const thrown = caught(this, received)
  return thrown === null ? NOTHING_THROWN : compared(writtenOfThrown(thrown.value), snapshotIn(args))
}

/** A snapshot that lies in a file of its own is not here. Like one that is yet to be made, it agrees with anything. */
const toMatchSnapshot: RawMatcherFn = () => compared([''], null)

const toThrowErrorMatchingSnapshot: RawMatcherFn = function (this: MatcherState, received) {
  return caught(this, received) === null ? NOTHING_THROWN : compared([''], null)
}

export const snapshotMatchers = {
  toMatchInlineSnapshot,
  toThrowErrorMatchingInlineSnapshot,
  toMatchSnapshot,
  toThrowErrorMatchingSnapshot,
}

const NOTHING_THROWN = { pass: false, message: () => 'expected the function to throw' }

const NEWER = {
  escapeString: false,
  printBasicPrototype: false,
  escapeRegex: true,
  printFunctionName: false,
  maxLength: 100_000,
}
/** Kits before 2022 wrote `Object {` and `Array [`, and marked the quotes within a text. */
const OLDER = { ...NEWER, escapeString: true, printBasicPrototype: true }

function written(value: unknown, format: typeof NEWER): string {
  return stringify(value, Number.POSITIVE_INFINITY, format).trim()
}

/** The ways in which kits write a thrown value: first as one of today does. */
function writtenOfThrown(value: unknown): string[] {
  if (!(value instanceof Error)) return [NEWER, OLDER].map((format) => written(value, format))
  const message = String(value.message)
  return [`[${value.name}: ${message}]`, ...[NEWER, OLDER].map((format) => written(message, format))]
}

function compared(ways: readonly string[], wanted: string | null) {
  return {
    pass: wanted === null || ways.includes(wanted),
    message: () => 'expected the value to match its snapshot',
    actual: ways[0],
    expected: wanted,
  }
}

function caught({ promise }: MatcherState, received: unknown): { readonly value: unknown } | null {
  if (promise === 'rejects' || typeof received !== 'function') return { value: received }
  try {
    received()
    return null
  } catch (value) {
    return { value }
  }
}

/** A value with some of its properties, at whatever depth, replaced. */
function overlaid(value: unknown, properties: object): unknown {
  if (typeof value !== 'object' || value === null) return properties
  const replaced = Object.entries(properties).map(([key, property]) => [
    key,
    isPlain(property) ? overlaid(Reflect.get(value, key), property) : property,
  ])
  return { ...value, ...Object.fromEntries(replaced) }
}

function isPlain(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]' && !('asymmetricMatch' in Object(value))
}

/** The snapshot's text, which is indented as the test is that it stands in; null where it is yet to be written. */
function snapshotIn(args: readonly unknown[]): string | null {
  const text = args.findLast((arg) => typeof arg === 'string')
  if (typeof text !== 'string') return null
  const indent = /^\n(?<indent>[ \t]+)\S/.exec(text)?.groups?.indent ?? ''
  const lines = text.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
  return lines.join('\n').trim()
}

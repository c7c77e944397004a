/** An exception in words: what kind, what it says, and where in which file. */
export interface Described {
  readonly kind: 'assertion' | 'exception' | 'memory' | 'stack'
  readonly message: string
  /** The name of its class, for `throws`; all names along its prototype chain. */
  readonly names: readonly string[]
  readonly expected?: string
  readonly actual?: string
}

import { stringify } from '@vitest/utils/display'
import { claimsName, isInstance } from './kinship.ts'
import { whereDifferent } from './value-difference.ts'

const SHOWN_DEPTH = 4
const SHOWN_LENGTH = 2000
const BRIEF_LENGTH = 100

/** QuickJS's class of errors about its own bounds. */
declare class InternalError extends Error {}

const OWN_FRAME = /\((?<file>[^()]+?):(?<line>\d+)(?::\d+)?\)/g

/** Describes whatever was thrown. The thrown value may be anything and may lie; it is read but never trusted. */
export function describe(thrown: unknown): Described {
  try {
    return describeError(thrown)
  } catch {
    return { kind: 'exception', message: 'threw a value that cannot be read', names: [] }
  }
}

/** A value as a failed assertion shows it. */
export function print(value: unknown): string {
  return stringify(value, SHOWN_DEPTH, {
    callToJSON: false,
    min: true,
    maxLength: SHOWN_LENGTH,
    printBasicPrototype: false,
  })
}

/** A value as a message shows it that has to hold several. */
export function brief(value: unknown): string {
  const text = print(value)
  return text.length <= BRIEF_LENGTH ? text : `${text.slice(0, BRIEF_LENGTH - 1)}…`
}

function describeError(thrown: unknown): Described {
  if (isInstance(Error, thrown)) return describeAssertion(thrown as Error)
  // Errors made by hand, without the class, count too: `{ name: 'ValidationError', message: … }`.
  if (typeof thrown !== 'object' || thrown === null || textOf(Reflect.get(thrown, 'name')) === '') {
    return { kind: 'exception', message: `threw ${kindOf(thrown)}`, names: [] }
  }
  const name = textOf(Reflect.get(thrown, 'name')) || 'Error'
  const message = textOf(Reflect.get(thrown, 'message'))
  const kind = engineBound(thrown, message)
  const place = placeOf(textOf(Reflect.get(thrown, 'stack')))
  return { kind, message: `${name}${message === '' ? '' : `: ${message}`}${place}`, names: namesOf(thrown) }
}

/** Errors of this realm are the kit's own: assertions that failed. */
function describeAssertion(thrown: Error): Described {
  const { showDiff, expected, actual } = thrown as Error & Record<string, unknown>
  const compared = showDiff ?? (expected !== undefined || actual !== undefined)
  // chai names the class of objects that are not of its own realm, plain ones too.
  const message = thrown.message.replaceAll('Object{', '{')
  if (!compared) return { kind: 'assertion', message, names: [thrown.name] }
  const values = { expected: print(expected), actual: print(actual) }
  return { kind: 'assertion', message: withPlace(message, actual, expected), names: [thrown.name], ...values }
}

/** Where the message shows the values in part only, the part that matters may be missing: it is named. */
function withPlace(message: string, actual: unknown, expected: unknown): string {
  if (!message.includes('…')) return message
  const place = whereDifferent(actual, expected, brief)
  return place === '' ? message : `${message} (${place})`
}

/** QuickJS reports its own bounds as InternalErrors. */
function engineBound(error: object, message: string): Described['kind'] {
  if (Error.isError(error) && (error instanceof InternalError || error instanceof SyntaxError)) {
    if (message === 'out of memory') return 'memory'
    if (message === 'stack overflow') return 'stack'
  }
  // There was not even room for an error object.
  return 'exception'
}

/** The innermost place that lies in a file of the program. */
function placeOf(stack: string): string {
  for (const { groups } of stack.matchAll(OWN_FRAME)) {
    const file = groups?.file ?? ''
    if (file !== '<input>' && !file.startsWith('kit:')) {
      return ` (${file === 'test:suite' ? 'the test file' : file}:${groups?.line})`
    }
  }
  return ''
}

/** What it calls itself, and its classes: of the language's, those that it is of, or it could claim to be of all. */
function namesOf(error: object): string[] {
  const names = new Set<string>([textOf(Reflect.get(error, 'name'))])
  for (let above = Object.getPrototypeOf(error); above !== null; above = Object.getPrototypeOf(above)) {
    const maker: unknown = Reflect.get(above, 'constructor')
    if (typeof maker === 'function') addName(names, above, Reflect.get(maker, 'name'))
    addName(names, above, Reflect.get(above, 'name'))
  }
  names.delete('')
  return [...names]
}

function addName(names: Set<string>, holder: object, name: unknown): void {
  if (!claimsName(holder, textOf(name))) names.add(textOf(name))
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'object' && value !== null) return 'an object that is no Error'
  if (typeof value === 'function') return 'a function'
  return String(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

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
import { isInstance } from './kinship.ts'

const SHOWN_DEPTH = 4
const SHOWN_LENGTH = 2000

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

function describeError(thrown: unknown): Described {
  if (isInstance(Error, thrown)) return describeAssertion(thrown as Error)
  if (!Error.isError(thrown)) {
    return { kind: 'exception', message: `threw ${brief(thrown)}`, names: [] }
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
  const values = compared ? { expected: print(expected), actual: print(actual) } : {}
  return { kind: 'assertion', message, names: [thrown.name], ...values }
}

/** QuickJS reports its own bounds as InternalErrors. */
function engineBound(error: Error, message: string): Described['kind'] {
  if (error instanceof InternalError || error instanceof SyntaxError) {
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

function namesOf(error: object): string[] {
  const names = new Set<string>([textOf(Reflect.get(error, 'name'))])
  for (let above: object | null = error; above !== null; above = Object.getPrototypeOf(above)) {
    const maker: unknown = Reflect.get(above, 'constructor')
    if (typeof maker === 'function') names.add(textOf(Reflect.get(maker, 'name')))
    names.add(textOf(Reflect.get(above, 'name')))
  }
  names.delete('')
  return [...names]
}

function brief(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'object' && value !== null) return 'an object that is no Error'
  if (typeof value === 'function') return 'a function'
  return String(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

import type { Data } from '../../judging/data.ts'
import { dump, listed } from './data.ts'
import { type Described, describe } from './described.ts'
import type { Settle } from './settle.ts'

/** How a call ended: with data, with an exception, or without a function to call. */
export type CallOutcome =
  | { readonly ended: 'returned'; readonly data: Data; readonly gas: number }
  | { readonly ended: 'threw'; readonly thrown: Described }
  | { readonly ended: 'missing' }

export interface Call {
  /** A module whose `all` is the entry file's namespace, or a promise of it. */
  readonly imported: unknown
  /** What the program has put among the globals. */
  readonly planted: (name: string) => unknown
  readonly name: string
  readonly makeArguments: () => readonly unknown[]
  /** Whether all of its work is to be measured, that of what it yields included. */
  readonly inFull: boolean
}

/** Calls one of the entry's functions, waits for what it returns, and drains what it yields. */
export async function call(
  { imported, name, planted, makeArguments, inFull }: Call,
  settle: Settle,
  gas: () => number,
): Promise<CallOutcome> {
  try {
    const exported = member(await settle(imported), 'all')
    const found = findExport(exported, name) ?? anonymousDefault(exported) ?? planted(name)
    if (typeof found !== 'function') return { ended: 'missing' }
    const args = makeArguments()
    const before = gas()
    const settled = await settle(Reflect.apply(found, undefined, args))
    const iterator = asyncIteratorOf(settled)
    const yielded = iterator === null ? settled : await drained(iterator, settle)
    const returned = inFull ? listed(yielded) : yielded
    const spent = before - gas()
    return { ended: 'returned', data: dump(returned), gas: spent }
  } catch (thrown) {
    return { ended: 'threw', thrown: describe(thrown) }
  }
}

/** What a file exports under a name: as a module, as a member of its default export, or as that itself. */
export function findExport(exported: unknown, name: string): unknown {
  const direct = member(exported, name)
  if (direct !== undefined) return direct
  const byDefault = member(exported, 'default')
  return member(byDefault, name) ?? (member(byDefault, 'name') === name ? byDefault : undefined)
}

/** A function without a name that is all that a file exports: it can only be the one that is asked for. */
function anonymousDefault(exported: unknown): unknown {
  const byDefault = member(exported, 'default')
  const name = member(byDefault, 'name')
  return typeof byDefault === 'function' && (name === '' || name === 'default') ? byDefault : undefined
}

/** What an object or a function holds under a name; undefined of anything else. */
export function member(holder: unknown, name: string): unknown {
  return (typeof holder === 'object' || typeof holder === 'function') && holder !== null
    ? Reflect.get(holder, name)
    : undefined
}

function asyncIteratorOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return null
  const iterate: unknown = Reflect.get(value, Symbol.asyncIterator)
  return typeof iterate === 'function' ? Reflect.apply(iterate, value, []) : null
}

/** What an asynchronous iterator yields. */
async function drained(iterator: unknown, settle: Settle): Promise<readonly unknown[]> {
  const values: unknown[] = []
  for (;;) {
    const step = await settle(Reflect.apply(Object(member(iterator, 'next')), iterator, []))
    if (member(step, 'done')) return values
    values.push(await settle(member(step, 'value')))
  }
}

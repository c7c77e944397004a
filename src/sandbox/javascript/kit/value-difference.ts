import { equals, iterableEquality } from '@vitest/expect'
import { firstDifference, stepTo } from '../../judging/difference.ts'
import { sameCollection } from './honest-equality.ts'

const MAX_MEMBERS = 1000

/**
 * Where two values that a test has compared first differ, in words; nothing where they have no members. Only plain
 * data is looked into, and no getter of the program's is run.
 */
export function whereDifferent(
  actual: unknown,
  expected: unknown,
  print: (value: unknown) => string,
): string {
  const { path, ...values } = firstDifference<unknown, unknown>(actual, expected, {
    same: (a, b) => equals(a, b, [sameCollection, iterableEquality]),
    members,
  })
  if (path === '') return ''
  return `at ${path}: expected ${print(values.expected)}, received ${print(values.actual)}`
}

function members<Value>(value: Value): ReadonlyMap<string, Value> | null {
  if (typeof value !== 'object' || value === null) return null
  const list = Array.isArray(value)
  if (!list && Object.prototype.toString.call(value) !== '[object Object]') return null
  const found = new Map<string, Value>()
  for (const key of Object.keys(value).slice(0, MAX_MEMBERS)) {
    const property = Object.getOwnPropertyDescriptor(value, key)
    if (property !== undefined && 'value' in property) {
      found.set(stepTo(list ? Number(key) : key), property.value as Value)
    }
  }
  return found
}

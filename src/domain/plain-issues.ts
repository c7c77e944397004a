import type { z } from 'zod'
import { cut } from './limits.ts'

// zod's issues in words for people who write YAML or JSON: what is expected, and what was found.

/** zod's names of types, as an author knows them. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

/** zod's `error` map. What it says takes the place of zod's own words, not of a message that a schema gives. */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  const { input } = issue
  switch (issue.code) {
    case 'invalid_type':
      return mustBe(typeName(issue.expected), input)
    case 'invalid_value':
      return mustBeOneOf(issue.values, input)
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? mustBeOneOf(issue.options, valueAt(input, issue.discriminator))
        : mustBe(wantedBy(issue.errors), input)
    case 'too_small':
      if (input === '') return 'must not be empty'
      return mustHave(input, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)
    case 'too_big':
      return mustHave(input, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)
    default:
      return undefined
  }
}

const typeName = (type: string) => TYPES[type] ?? type

function mustBe(wanted: string, input: unknown): string {
  return input === undefined ? `is missing: must be ${wanted}` : `must be ${wanted}, not ${found(input)}`
}

const MAX_SHOWN_CHARS = 40

function mustBeOneOf(values: readonly unknown[], input: unknown): string {
  const wanted = `must be ${oneOf(values)}`
  if (input === undefined) return `is missing: ${wanted}`
  return `${wanted} (not ${typeof input === 'string' ? cut(input, MAX_SHOWN_CHARS) : found(input)})`
}

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? String(values[0]) : `one of: ${values.join(', ')}`

/** A number itself, because its type may be right; of all else the type. */
function found(input: unknown): string {
  if (typeof input === 'number' || typeof input === 'boolean') return String(input)
  if (input === null) return typeName('null')
  return typeName(Array.isArray(input) ? 'array' : typeof input)
}

/** What the alternatives of a union ask for, each once. */
function wantedBy(alternatives: readonly (readonly z.core.$ZodIssue[])[]): string {
  const wanted = alternatives.flatMap(([issue]) => {
    if (issue?.code === 'invalid_type') return [typeName(issue.expected)]
    return issue?.code === 'invalid_value' ? [oneOf(issue.values)] : []
  })
  return [...new Set(wanted)].join(' or ')
}

const valueAt = (input: unknown, key: string | undefined): unknown =>
  key !== undefined && typeof input === 'object' && input !== null ? Reflect.get(input, key) : input

function mustHave(input: unknown, bound: string, limit: number | bigint): string {
  if (typeof input === 'string') return `must have ${bound} ${limit} characters, not ${input.length}`
  if (Array.isArray(input)) return `must have ${bound} ${limit} items, not ${input.length}`
  return `must be ${bound} ${limit}, not ${input}`
}

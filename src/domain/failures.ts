import type { z } from 'zod'
import { plainIssue } from './plain-issues.ts'

// failure: an expected refusal. It is returned, not thrown, and reaches the client as a member of the result union.

/** One faulty place of an input. `path` begins at the mutation's input. */
export interface FieldError {
  readonly path: readonly string[]
  readonly message: string
}

/** The ways in which a well-formed request can be refused. `failure` is the GraphQL `ErrorCode`. */
export type Failure =
  | {
      readonly failure: 'VALIDATION_FAILED'
      readonly message: string
      readonly fieldErrors: readonly FieldError[]
    }
  | { readonly failure: 'NOT_FOUND'; readonly message: string }
  | { readonly failure: 'CONFLICT'; readonly message: string; readonly currentRevision: number | null }
  | { readonly failure: 'INVALID_STATE'; readonly message: string }
  | { readonly failure: 'PAYLOAD_TOO_LARGE'; readonly message: string; readonly limitBytes: number }
  | { readonly failure: 'ATTEMPTS_EXHAUSTED'; readonly message: string; readonly maxAttempts: number }

/** Tells a refusal from the object that was asked for. */
export function isFailure(result: object): result is Failure {
  return 'failure' in result
}

/** A refusal that names each faulty field and what is wrong with it. */
export function validationFailed(fieldErrors: readonly FieldError[]): Failure {
  const message = fieldErrors.map((error) => `${error.path.join('.')}: ${error.message}`).join('; ')
  return { failure: 'VALIDATION_FAILED', message, fieldErrors }
}

/** A refusal because the thing does not exist, or not for this caller: the two read alike. */
export function notFound(what: string): Failure {
  return { failure: 'NOT_FOUND', message: `${what} not found` }
}

/** What was given from outside, or each of its faults in plain words, every path put behind `base`. */
export function parseGiven<T>(
  schema: z.ZodType<T>,
  given: unknown,
  base: readonly string[] = [],
): { ok: T } | { faults: readonly FieldError[] } {
  const parsed = schema.safeParse(given, { error: plainIssue })
  return parsed.success ? { ok: parsed.data } : { faults: fieldErrorsOf(parsed.error, base) }
}

function fieldErrorsOf(error: Pick<z.ZodError, 'issues'>, base: readonly string[] = []): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = [...base, ...issue.path.map(String)]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: 'not a known key' }))
    }
    const meant = issue.code === 'invalid_union' ? alternativeMeant(issue.errors) : undefined
    return meant === undefined ? [{ path, message: issue.message }] : fieldErrorsOf({ issues: meant }, path)
  })
}

type Issues = z.ZodError['issues']

/** Of a union's alternatives, the one that was meant: the value is of its type, and something within it is wrong. */
function alternativeMeant(alternatives: readonly Issues[]): Issues | undefined {
  const onValue = (issues: Issues) => issues.filter(({ path }) => path.length === 0)
  return alternatives
    .filter((issues) => onValue(issues).every(({ code }) => code === 'unrecognized_keys'))
    .sort((one, other) => onValue(one).length - onValue(other).length || one.length - other.length)[0]
}

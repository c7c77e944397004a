import type { z } from 'zod'

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

/** zod's issues as field errors, each path put behind `base`. */
export function fieldErrorsOf(error: z.ZodError, base: readonly string[] = []): FieldError[] {
  return error.issues.map((issue) => ({ path: [...base, ...issue.path.map(String)], message: issue.message }))
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Failure, fieldErrorsOf, validationFailed } from '../domain/failures.ts'
import { canonicalJson, type Json, type JsonObject, jsonBytes } from '../domain/json.ts'
import { MAX_DATA_BYTES } from '../domain/limits.ts'
import { badInput } from './bad-input.ts'

/** Text that is kept as it is and compared: an id of the platform's own, a key, a name. */
export const plainText = z
  .string()
  .min(1, 'expected 1 to 200 characters')
  .max(200, 'expected 1 to 200 characters')
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'expected no control characters')

/** Parses a mutation's input; on faults, the refusal that names every field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): { ok: T } | { failure: Failure } {
  const parsed = schema.safeParse(input)
  return parsed.success ? { ok: parsed.data } : { failure: validationFailed(fieldErrorsOf(parsed.error)) }
}

/** Parses the filter of a query. @throws a GraphQLError that names the faulty fields */
export function parseFilter<T>(schema: z.ZodType<T>, filter: unknown): T {
  const parsed = schema.safeParse(filter ?? {})
  if (parsed.success) return parsed.data
  const [first] = fieldErrorsOf(parsed.error, ['filter'])
  throw badInput(first?.path.join('.') ?? 'filter', first?.message ?? 'faulty')
}

/** How deep data may be nested: what is deeper than this cannot be written out again. */
const MAX_DEPTH = 1000

/** A learner's work as it is stored: any JSON object of the size that the contract allows. */
export function readData(data: unknown, field: string): { ok: JsonObject } | { failure: Failure } {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    return refuse(field, 'expected an object')
  }
  if (isDeeperThan(data, MAX_DEPTH)) return refuse(field, `nested more than ${MAX_DEPTH} levels deep`)
  const object = data as JsonObject
  const bytes = jsonBytes(object)
  if (bytes <= MAX_DATA_BYTES) return { ok: object }
  const message = `${field}: ${bytes} bytes of JSON, ${MAX_DATA_BYTES} at most`
  return { failure: { failure: 'PAYLOAD_TOO_LARGE', message, limitBytes: MAX_DATA_BYTES } }
}

function refuse(field: string, message: string): { failure: Failure } {
  return { failure: validationFailed([{ path: [field], message }]) }
}

/** Level by level instead of by recursion, which would overflow on the very data that this is to find. */
function isDeeperThan(data: object, max: number): boolean {
  let level: object[] = [data]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return true
    level = level.flatMap((value) =>
      Object.values(value).filter((inner) => typeof inner === 'object' && inner !== null),
    )
  }
  return false
}

/** Tells whether a key came back with the same input. */
export function digestOfInput(input: Json): string {
  return createHash('sha256').update(canonicalJson(input)).digest('hex')
}

/** The refusal of a key that was used before with other input. */
export const KEY_CONFLICT: Failure = {
  failure: 'CONFLICT',
  message: 'idempotencyKey: used before with other input',
  currentRevision: null,
}

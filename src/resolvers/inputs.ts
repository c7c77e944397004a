import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Failure, parseGiven, validationFailed } from '../domain/failures.ts'
import { canonicalJson, isDeeperThan, type Json, type JsonObject } from '../domain/json.ts'
import { MAX_DATA_BYTES, MAX_DEPTH } from '../domain/limits.ts'
import { badInput } from './bad-input.ts'

/** Parses a mutation's input; on faults, the refusal that names every field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): { ok: T } | { failure: Failure } {
  const parsed = parseGiven(schema, input)
  return 'ok' in parsed ? parsed : { failure: validationFailed(parsed.faults) }
}

/** Parses the filter of a query. @throws a GraphQLError that names the faulty fields */
export function parseFilter<T>(schema: z.ZodType<T>, filter: unknown): T {
  const parsed = parseGiven(schema, filter ?? {}, ['filter'])
  if ('ok' in parsed) return parsed.ok
  const [first] = parsed.faults
  throw badInput(first?.path.join('.') ?? 'filter', first?.message ?? 'faulty')
}

/** A learner's work as it is stored: any JSON object of the size that the contract allows, and its text. */
export function readData(
  data: unknown,
  field: string,
): { ok: JsonObject; text: string } | { failure: Failure } {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    return { failure: validationFailed([{ path: [field], message: 'must be an object' }]) }
  }
  const tooDeep = refuseTooDeep(data, field)
  if (tooDeep !== null) return { failure: tooDeep }
  const object = data as JsonObject
  const text = JSON.stringify(object)
  const bytes = Buffer.byteLength(text, 'utf8')
  if (bytes <= MAX_DATA_BYTES) return { ok: object, text }
  const message = `${field}: ${bytes} bytes of JSON, ${MAX_DATA_BYTES} at most`
  return { failure: { failure: 'PAYLOAD_TOO_LARGE', message, limitBytes: MAX_DATA_BYTES } }
}

/** The refusal of JSON that could not be checked or written out without overflowing the stack, or null. */
export function refuseTooDeep(value: unknown, field: string): Failure | null {
  if (!isDeeperThan(value, MAX_DEPTH)) return null
  return validationFailed([{ path: [field], message: `nested more than ${MAX_DEPTH} levels deep` }])
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

import { z } from 'zod'
import { digestOf, newSecret } from '../access/secret.ts'
import { type Failure, notFound } from '../domain/failures.ts'
import { ROLES } from '../domain/identity.ts'
import { isId } from '../domain/ids.ts'
import { plainText } from '../domain/plain-text.ts'
import * as store from '../store/api-keys.ts'
import { audited } from './audited.ts'
import type { Context } from './context.ts'
import { parseInput } from './inputs.ts'

/** A key; its secret is there when it has just been made, and never again. */
export interface ApiKey extends store.ApiKey {
  readonly secret?: string
}

/** All API keys, without their secrets. */
export function listApiKeys({ db }: Context): Promise<ApiKey[]> {
  return store.listApiKeys(db)
}

const createInput = z
  .object({ name: plainText, role: z.enum(ROLES), learnerId: plainText.nullish() })
  .refine(({ role, learnerId }) => (role === 'LEARNER') === (learnerId != null), {
    path: ['learnerId'],
    message: 'must be given for the role LEARNER, and for no other',
  })

/** Makes a key. Its secret is told here and nowhere else. */
export async function createApiKey(input: object, context: Context): Promise<ApiKey | Failure> {
  const parsed = parseInput(createInput, input)
  if ('failure' in parsed) return parsed.failure
  const { name, role, learnerId = null } = parsed.ok
  const { secret, prefix } = newSecret()
  const digest = digestOf(secret)
  const key = await audited<store.ApiKey>(
    context,
    { action: 'createApiKey', target: ({ id }) => id },
    (tx) => store.insertApiKey(tx, { name, role, learnerId, prefix, digest }),
    () => ({ name, role, learnerId, prefix }),
  )
  return { ...key, secret }
}

/** Ends a key, and what it has opened, in every process. Repeated: the same revoked key. */
export async function revokeApiKey({ id }: { id: string }, context: Context): Promise<ApiKey | Failure> {
  if (!isId(id)) return notFound('API key')
  const revoked = await audited(
    context,
    { action: 'revokeApiKey', target: id },
    (tx) => store.revokeApiKey(tx, id),
    ({ name, role }) => ({ name, role }),
  )
  if (revoked !== null) {
    context.forgetKey(id)
    return revoked
  }
  const key = await store.findApiKey(context.db, id)
  if (key === null) return notFound('API key')
  if (key.revokedAt !== null) return key
  return {
    failure: 'INVALID_STATE',
    message: 'the first admin key is a setting: give ADMIN_API_KEY another value',
  }
}

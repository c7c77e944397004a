import type { Client } from './client.ts'
import { makeClient } from './client.ts'
import type { Engine } from './engine.ts'

/** The mutations of keys as clients write them. */
export const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  ... on ApiKey { id name role learnerId prefix secret } ... on Error { __typename code message }
  ... on ValidationError { fieldErrors { path message } } } }`
export const REVOKE_KEY = `mutation ($id: ID!) { revokeApiKey(input: { id: $id }) {
  ... on ApiKey { id secret revokedAt } ... on Error { __typename code message } } }`

/** A new key, and a client that shows it. */
export interface Holder extends Client {
  readonly id: string
  readonly secret: string
}

/** Has an admin make a key. */
export async function aHolder(
  engine: Engine,
  role: 'LEARNER' | 'SERVICE' | 'REVIEWER' | 'ADMIN',
  learnerId?: string,
): Promise<Holder> {
  const input = { name: `a ${role}`, role, learnerId: learnerId ?? (role === 'LEARNER' ? 'ada' : null) }
  const { data } = await engine.ask(CREATE_KEY, { input })
  const { id, secret } = data.createApiKey
  return { id, secret, ...makeClient(engine.url, secret) }
}

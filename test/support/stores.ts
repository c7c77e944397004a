import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { inject } from 'vitest'

/** What `databases` says in the private Redis's settings, without database 0, which holds the count. */
const REDIS_DATABASES = 255

/** Makes a migrated, empty database for the calling test file alone. @returns its URL */
export async function ownDatabase(): Promise<string> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(`/${name}`, template)
  const client = new Client({ connectionString: new URL('/postgres', template).href })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${template.pathname.slice(1)}`)
  } finally {
    await client.end()
  }
  return url.href
}

/**
 * Gives the calling test file a numbered database of Redis to itself. Channels are not numbered: what is published
 * reaches subscribers of all databases, so a channel's name must hold an id.
 * @returns its URL
 */
export async function ownRedis(): Promise<string> {
  const redis = new Redis(inject('redisUrl'))
  try {
    const count = await redis.incr('test-files')
    const url = new URL(inject('redisUrl'))
    url.pathname = `/${1 + ((count - 1) % REDIS_DATABASES)}`
    return url.href
  } finally {
    redis.disconnect()
  }
}

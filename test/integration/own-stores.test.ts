import { Redis } from 'ioredis'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { ownDatabase, ownRedis } from '../support/stores.ts'

it('gives each caller a migrated database that no other sees', async () => {
  const clients = await Promise.all(
    [await ownDatabase(), await ownDatabase()].map(async (connectionString) => {
      const client = new Client({ connectionString })
      await client.connect()
      return client
    }),
  )
  const tables = await Promise.all(
    clients.map((client) => client.query(`select from pg_tables where tablename = 'score_jobs'`)),
  )
  await clients[0]?.query('create table mine ()')
  const mine = await clients[1]?.query(`select from pg_tables where tablename = 'mine'`)
  await Promise.all(clients.map((client) => client.end()))

  expect(tables.map(({ rowCount }) => rowCount)).toEqual([1, 1])
  expect(mine?.rowCount).toBe(0)
})

it('gives each caller keys in Redis that no other sees', async () => {
  const [mine, yours] = [new Redis(await ownRedis()), new Redis(await ownRedis())]
  await mine.set('key', 'mine')
  const seen = await yours.get('key')
  mine.disconnect()
  yours.disconnect()

  expect(seen).toBeNull()
})

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from '../../src/local/embedded-postgres.ts'
import { readLivePid } from '../../src/local/pid-file.ts'
import { startPrivateRedis } from '../../src/local/private-redis.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-stores-'))
  chmodSync(folder, 0o711)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const startPostgres = () => startEmbeddedPostgres({ folder, durable: false })

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text).finally(() => client.end())
  return rows
}

async function ask(url: string, ...command: [string, ...string[]]): Promise<unknown> {
  const redis = new Redis(url)
  return redis.call(...command).finally(() => redis.disconnect())
}

describe('the embedded Postgres', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await startPostgres()
    await query(first.url, 'create table kept (x int); insert into kept values (7)')
    await first.stop()
    const second = await startPostgres()
    const rows = await query(second.url, 'select x from kept')
    await second.stop()

    expect(rows).toEqual([{ x: 7 }])
  })

  it('asks for its password', async () => {
    const { url, stop } = await startPostgres()
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
    await stop()
  })

  it('ends one that was left behind in its folder, and takes over the data', async () => {
    const orphan = await startPostgres()
    await query(orphan.url, 'create table kept ()')
    const heir = await startPostgres()
    await orphan.ended
    await query(heir.url, 'table kept')
    await heir.stop()
  })

  it('starts over the leftovers of one whose pid another program bears now', async () => {
    await (await startPostgres()).stop()
    // Another Postgres, for Postgres heeds only processes of its own account.
    const elsewhere = join(folder, 'elsewhere')
    const other = await startEmbeddedPostgres({ folder: elsewhere, durable: false })
    const pid = readLivePid(join(elsewhere, 'postgres.pid'))
    writeFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), `${pid}\n`)
    const { url, stop } = await startPostgres()
    await query(url, 'select 1')
    await stop()
    await query(other.url, 'select 1')
    await other.stop()
  })

  it('shows the log when it cannot start', async () => {
    await (await startPostgres()).stop()
    rmSync(join(folder, 'postgres', 'data', 'global'), { recursive: true })
    await expect(startPostgres()).rejects.toThrow(
      /postgres ended at once:\n.*could not find the database system/s,
    )
  })
})

describe('the private Redis', () => {
  it('keeps its data from one start to the next', async () => {
    const first = await startPrivateRedis({ folder })
    await ask(first.url, 'set', 'kept', '7')
    await first.stop()
    const second = await startPrivateRedis({ folder })
    const kept = await ask(second.url, 'get', 'kept')
    await second.stop()

    expect(kept).toBe('7')
  })

  it('would sooner refuse a write than forget one', async () => {
    const { url, stop } = await startPrivateRedis({ folder })
    const policy = await ask(url, 'config', 'get', 'maxmemory-policy')
    const file = await ask(url, 'config', 'get', 'appendonly')
    await stop()

    expect([policy, file]).toEqual([
      ['maxmemory-policy', 'noeviction'],
      ['appendonly', 'yes'],
    ])
  })
})

it('both end when the process that started them is killed', async () => {
  const holder = fork(new URL('../support/hold-stores.ts', import.meta.url), [folder])
  await once(holder, 'message')
  const files = ['postgres.pid', 'redis.pid'].map((name) => join(folder, name))
  const before = files.map(readLivePid)
  holder.kill('SIGKILL')

  expect(before).not.toContain(null)
  await expect.poll(() => files.map(readLivePid), { timeout: 15_000 }).toEqual([null, null])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSocket } from '../support/client.ts'
import { ADMIN_KEY, type Engine, startEngine } from '../support/engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'manifest-'))
const WHO = 'query Who { viewer { role } }'
const WATCH = 'subscription Watch { queueMetrics { waiting } }'

let engine: Engine
beforeAll(async () => {
  const file = join(folder, 'operations.json')
  writeFileSync(file, JSON.stringify({ who: WHO, watch: WATCH }))
  const env = { PERSISTED_OPERATIONS: 'only', PERSISTED_OPERATIONS_FILE: file }
  engine = await startEngine({ workers: 0, env })
})
afterAll(async () => {
  await engine.stop()
  rmSync(folder, { recursive: true })
})

const socketAnswer = async (payload: { query: string; extensions?: Record<string, unknown> }) => {
  const socket = openSocket(`${engine.url}/graphql`, `Bearer ${ADMIN_KEY}`)
  try {
    return (await socket.iterate(payload).next()).value
  } catch (errors) {
    return { errors }
  } finally {
    await socket.dispose()
  }
}

it('runs what the manifest holds, by its id, on every transport', async () => {
  const overHttp = await engine.post(JSON.stringify({ doc_id: 'who' }))
  const apollo = await engine.post(
    JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'who' } } }),
  )
  const overSocket = await socketAnswer({ query: '', extensions: { persistedQuery: 'watch' } })

  expect([overHttp.data, apollo.data]).toEqual([{ viewer: { role: 'ADMIN' } }, { viewer: { role: 'ADMIN' } }])
  expect(overSocket).toMatchObject({ data: { queueMetrics: { waiting: 0 } } })
})

it.each(['documentId', 'doc_id', 'id'])('takes the id from the address of a GET as %s', async (name) => {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, accept: 'application/json' }
  const answer = async (id: string) =>
    (await fetch(`${engine.url}/graphql?${name}=${id}`, { headers })).json()

  expect(await answer('who')).toEqual({ data: { viewer: { role: 'ADMIN' } } })
  expect(await answer('nobody')).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_OPERATION_NOT_FOUND' } }],
  })
})

it('runs nothing else, on any transport', async () => {
  const query = '{ viewer { role subject } }'
  const sse = await engine
    .watchSse(query)
    .next()
    .catch((error) => ({ value: { errors: String(error) } }))
  for (const answer of [await engine.ask(query), await socketAnswer({ query }), sse.value]) {
    expect(answer).not.toHaveProperty('data.viewer')
    expect(JSON.stringify(answer)).not.toContain('ADMIN')
  }
  expect((await engine.ask(query)).errors).toMatchObject([
    { extensions: { code: 'PERSISTED_OPERATION_NOT_FOUND' } },
  ])
})

import { printSchema } from 'graphql'
import { SignJWT } from 'jose'
import { Client as Postgres } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildSchema } from '../../../src/schema/index.ts'
import { operationFor } from '../../support/any-operation.ts'
import { aQuiz } from '../../support/builders.ts'
import { makeClient } from '../../support/client.ts'
import { CREATE_KEY } from '../../support/keys.ts'
import { AUTOSAVE, CREATE, PUBLISH, SUBMIT } from '../../support/operations.ts'
import { type ApiProcess, startApiProcess } from '../../support/processes.ts'
import { ownDatabase, ownRedis } from '../../support/stores.ts'

// Each secret holds a word of its own. Whatever the engine says, to anybody, the words must not be in it.

const WORD = 'canary'
const ADMIN = `${WORD}-admin-${'x'.repeat(32)}`
const SHARED = `${WORD}-shared-${'x'.repeat(32)}`
const schema = buildSchema()

let databaseUrl: string
let api: ApiProcess
beforeAll(async () => {
  const [ownUrl, redisUrl] = await Promise.all([ownDatabase(), ownRedis()])
  databaseUrl = ownUrl
  const env = { ADMIN_API_KEY: ADMIN, AUTH_JWT_SECRET: SHARED, LOG_LEVEL: 'debug' }
  api = await startApiProcess({ databaseUrl, redisUrl }, { env })
})
afterAll(async () => {
  if (api?.alive()) await api.end('SIGTERM')
})

const sign = (secret: string) =>
  new SignJWT({ sub: 'ada', exp: Math.floor(Date.now() / 1000) + 600 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

it('no secret and no work of a learner is in any log line, metric, error or answer that has no business with it', async () => {
  const admin = makeClient(api.url, ADMIN)
  await admin.ask(PUBLISH, { input: { definition: aQuiz() } })
  const made = (await admin.ask(CREATE_KEY, { input: { name: 'service', role: 'SERVICE' } })).data
    .createApiKey
  const token = await sign(SHARED)
  const wrong = `aek_000000000000_${WORD}${'x'.repeat(37)}`
  const secrets = [made.secret, token, wrong, await sign('another-secret-of-enough-characters!'), ADMIN]

  const said: unknown[] = []
  for (const secret of secrets) {
    const client = makeClient(api.url, secret)
    for (const root of ['Query', 'Mutation'] as const) {
      const type = schema.getType(root)
      for (const field of type !== undefined && 'getFields' in type ? Object.keys(type.getFields()) : []) {
        said.push(await client.ask(operationFor(schema, root, field)))
      }
    }
    said.push((await client.watch('subscription { queueMetrics { waiting } }').next().catch(String)) ?? null)
    said.push(await client.ask(`{ submission(id: "${secret}") { id } `))
  }

  const work = { code: `${WORD} of a learner` }
  const { id } = (await admin.ask(CREATE, { input: { learnerId: 'ada', simulationId: 'quiz' } })).data
    .createSubmission
  await admin.ask(AUTOSAVE, { input: { submissionId: id, data: work } })
  // The record breaks in the middle: what is logged then must not hold what it was given.
  const postgres = new Postgres({ connectionString: databaseUrl })
  await postgres.connect()
  await postgres.query('alter table submissions add constraint broken check (revision < 2)')
  const broken = await admin.ask(AUTOSAVE, { input: { submissionId: id, data: work } })
  expect(broken.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
  said.push(broken)
  await postgres.query('alter table submissions drop constraint broken')
  await postgres.end()
  await admin.ask(SUBMIT, { input: { submissionId: id } })

  const metrics = await (await fetch(`${api.url}/metrics`)).text()
  await api.end('SIGTERM')
  const audit = JSON.stringify(said.filter((answer) => JSON.stringify(answer).includes('auditLog')))
  const places = {
    log: JSON.stringify(api.log),
    metrics,
    answers: JSON.stringify(said),
    audit,
    schema: printSchema(schema),
  }
  expect(api.log.map(({ message }) => message)).toContain('A request failed')
  for (const text of Object.values(places)) {
    expect(text).not.toContain(WORD)
    for (const secret of [made.secret.slice('aek_0123456789ab_'.length), token, token.split('.')[2]]) {
      expect(text.replaceAll(JSON.stringify(made), '')).not.toContain(secret)
    }
  }
})

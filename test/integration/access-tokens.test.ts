import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { jobChannel } from '../../src/status/event.ts'
import { aQuiz } from '../support/builders.ts'
import { makeClient, openSocket } from '../support/client.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { eventually } from '../support/eventually.ts'
import { CANCEL, PUBLISH } from '../support/operations.ts'

const SECRET = 'the-identity-provider-shares-this-secret'
const env = { AUTH_JWT_SECRET: SECRET, AUTH_JWT_ISSUER: 'https://id.example', AUTH_JWT_ROLE_CLAIM: 'groups' }

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ workers: 0, env })
})
afterAll(() => engine.stop())

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const token = (claims: JWTPayload, secret = SECRET) =>
  new SignJWT({ iss: 'https://id.example', exp: inSeconds(60), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

const VIEWER = '{ viewer { subject role } }'

it('lets the holder of a token in, as what the provider says', async () => {
  const ada = makeClient(engine.url, await token({ sub: 'ada' }))
  const grace = makeClient(engine.url, await token({ sub: 'grace', groups: ['staff', 'REVIEWER'] }))

  expect((await ada.ask(VIEWER)).data.viewer).toEqual({ subject: 'ada', role: 'LEARNER' })
  expect((await grace.ask(VIEWER)).data.viewer).toEqual({ subject: 'grace', role: 'REVIEWER' })
})

it('lets nobody in whose token was never good, and audits the try once', async () => {
  const forged = await token({ sub: 'eve', groups: 'ADMIN' }, 'a-secret-that-the-provider-does-not-know')
  for (let i = 0; i < 3; i++) expect((await makeClient(engine.url, forged).ask(VIEWER)).status).toBe(401)

  const { data } = await engine.ask(
    '{ auditLog(first: 100) { edges { node { actor action address detail } } } }',
  )
  expect(data.auditLog.edges.map(({ node }: { node: object }) => node)).toEqual([
    {
      actor: 'anonymous',
      action: 'signIn',
      address: '127.0.0.1',
      detail: { failure: 'faulty token: ERR_JWS_SIGNATURE_VERIFICATION_FAILED' },
    },
  ])
})

it('closes a WebSocket with 4403 and breaks a stream off when their token expires, and takes a fresh one', async () => {
  const brief = await token({ sub: 'ops', groups: 'SERVICE', exp: inSeconds(2) })
  const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const closed = once(socket, 'close')
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${brief}` } }))
  const stream = makeClient(engine.url, brief).watchSse('subscription { queueMetrics { waiting } }')
  await stream.next()

  expect((await closed)[0]).toBe(4403)
  await expect(stream.next()).rejects.toThrow()
  const fresh = openSocket(
    `${engine.url}/graphql`,
    `Bearer ${await token({ sub: 'ops', groups: 'SERVICE' })}`,
  )
  const { value } = await fresh.iterate({ query: VIEWER }).next()
  await fresh.dispose()
  expect(value).toMatchObject({ data: { viewer: { subject: 'ops' } } })
})

it('lets `npm run try` watch on with the fresh token that its file holds by then', async () => {
  await engine.ask(PUBLISH, { input: { definition: aQuiz() } })
  const folder = mkdtempSync(join(tmpdir(), 'try-token-'))
  const [answers, keyFile] = [join(folder, 'answers.yaml'), join(folder, 'token')]
  writeFileSync(answers, 'quiz: { choice: [b] }\n')
  writeFileSync(keyFile, await token({ sub: 'ops', groups: 'SERVICE', exp: inSeconds(6) }))
  const script = join(import.meta.dirname, '../../src/roles/try.ts')
  const client = spawn(process.execPath, [
    script,
    'quiz',
    answers,
    '--url',
    engine.url,
    '--key-file',
    keyFile,
  ])
  const exited = once(client, 'exit')
  let said = ''
  client.stdout.on('data', (chunk) => {
    said += chunk
  })

  const job = (await eventually(async () => /Submitted, job (\S+)/.exec(said)?.[1])) ?? ''
  // The socket has to be one that the old token opened.
  const redis = new Redis(engine.redisUrl)
  await eventually(async () => (await redis.pubsub('NUMSUB', jobChannel(job)))[1] === 1)
  redis.disconnect()
  writeFileSync(keyFile, await token({ sub: 'ops', groups: 'SERVICE' }))
  await eventually(async () => said.includes('The connection broke'))
  await engine.ask(CANCEL, { id: job })

  await exited
  rmSync(folder, { recursive: true })
  expect(said).toMatch(/The connection broke[\s\S]*CANCELED\n$/)
})

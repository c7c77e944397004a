import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HttpServer, serveHttp } from './http.ts'

const never = () => new Promise<void>(() => undefined)
const state = { pingPostgres: async () => undefined as undefined, pingRedis: never, isStopping: false }

let http: HttpServer
beforeAll(async () => {
  http = await serveHttp({
    port: 0,
    host: '127.0.0.1',
    dependencies: {
      pingPostgres: () => state.pingPostgres(),
      pingRedis: () => state.pingRedis(),
      isStopping: () => state.isStopping,
      metrics: async () => ({ contentType: 'text/plain', text: '' }),
    },
  })
})
afterAll(() => http.stop())

async function readiness(): Promise<unknown[]> {
  const response = await fetch(`${http.url}/readyz`)
  return [response.status, await response.json()]
}

it('is ready, but degraded, while Redis is frozen', async () => {
  expect(await readiness()).toEqual([200, { status: 'degraded', redis: 'down' }])
})

it('is not ready while Postgres refuses, whatever Redis does', async () => {
  Object.assign(state, { pingPostgres: () => Promise.reject(new Error('away')) })
  expect(await readiness()).toEqual([503, { status: 'down', postgres: 'down' }])
})

it('is not ready once it has begun to stop', async () => {
  state.isStopping = true
  expect(await readiness()).toEqual([503, { status: 'stopping' }])
})

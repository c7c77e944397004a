import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { type Api, openApi } from './api.ts'
import { type JobState, watchJob } from './watch-job.ts'

const state = (version: number, status: string) => ({ status, version, retryCount: 0, progress: null })

const opened: { stop(): unknown }[] = []
afterEach(async () => {
  for (const { stop } of opened.splice(0).toReversed()) await stop()
})

/** What a scripted server sends to each subscription that reaches it, and whether it then breaks the connection. */
interface Scene {
  readonly events: readonly object[]
  readonly breaks: boolean
}

/** A server that plays one scene per connection. @returns a client of it, and the variables that it was sent */
async function stage(...scenes: Scene[]): Promise<{ api: Api; asked: object[] }> {
  const asked: object[] = []
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => {
    const scene = scenes.shift()
    socket.on('message', (text) => {
      const { type, id, payload } = JSON.parse(String(text))
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
      if (type !== 'subscribe') return
      asked.push(payload.variables)
      for (const event of scene?.events ?? []) {
        socket.send(JSON.stringify({ type: 'next', id, payload: event }))
      }
      if (scene?.breaks) socket.close(1012)
    })
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const api = openApi({ url: `http://127.0.0.1:${port}`, readKey: () => 'k', onReconnect: () => undefined })
  opened.push({ stop: () => new Promise((resolve) => server.close(resolve)) }, { stop: api.socket.dispose })
  return { api, asked }
}

async function collect(states: AsyncGenerator<JobState>): Promise<unknown[]> {
  const seen = []
  for await (const { version, status } of states) seen.push([version, status])
  return seen
}

const QUEUED = { id: 'j', status: 'QUEUED', version: 1 } as const

const event = (version: number, status: string) => ({ data: { jobStatus: state(version, status) } })

describe('watching a job', () => {
  it('ends with the final state', async () => {
    const { api, asked } = await stage({ events: [event(2, 'RUNNING'), event(3, 'DONE')], breaks: false })

    expect(await collect(watchJob(api, QUEUED))).toEqual([
      [2, 'RUNNING'],
      [3, 'DONE'],
    ])
    expect(asked).toEqual([{ id: 'j', after: 1 }])
  })

  it('goes on after the last version it saw when the connection breaks', async () => {
    const { api, asked } = await stage(
      { events: [event(2, 'RUNNING')], breaks: true },
      { events: [event(3, 'DONE')], breaks: false },
    )

    expect(await collect(watchJob(api, QUEUED))).toEqual([
      [2, 'RUNNING'],
      [3, 'DONE'],
    ])
    expect(asked).toEqual([
      { id: 'j', after: 1 },
      { id: 'j', after: 2 },
    ])
  })

  it('brings the final state, with its verdict, of a job that had ended by the time it was submitted', async () => {
    const { api, asked } = await stage({ events: [event(3, 'DONE')], breaks: false })

    expect(await collect(watchJob(api, { id: 'j', status: 'DONE', version: 3 }))).toEqual([[3, 'DONE']])
    expect(asked).toEqual([{ id: 'j', after: 2 }])
  })

  it('tells what the API says instead of a state', async () => {
    const { api } = await stage({
      events: [{ data: null, errors: [{ message: 'No such job.' }] }],
      breaks: false,
    })

    await expect(collect(watchJob(api, QUEUED))).rejects.toThrow('No such job.')
  })
})

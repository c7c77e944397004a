import { setImmediate } from 'node:timers/promises'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import type { Services } from '../schema/index.ts'
import { Latest } from '../status/latest.ts'
import { useSharedStreams } from './share-events.ts'
import { openStreams } from './shared-streams.ts'

/** A server whose one subscription brings what `bring` is given, and counts how often it was opened. */
function aServer() {
  const sources: Latest<string>[] = []
  const state = {
    type: GraphQLString,
    extensions: { tellsNewestOnly: true },
    subscribe: () => {
      const source = new Latest<string>({
        maxKeys: 100,
        onReturn: () => sources.splice(sources.indexOf(source), 1),
      })
      sources.push(source)
      return source
    },
    resolve: (text: string) => text,
  }
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { ok: { type: GraphQLString } } }),
    subscription: new GraphQLObjectType({ name: 'Subscription', fields: { state } }),
  })
  const streaming = { schema, services: {} as Services, onUnexpected: () => undefined }
  const yoga = createYoga({
    schema,
    context: ({ request }) => ({
      viewer: { role: 'LEARNER', subject: request.headers.get('authorization') },
      requestId: 'r',
      address: null,
    }),
    plugins: [useSharedStreams({ ...streaming, streams: openStreams() })],
    logging: false,
  })
  return {
    sources,
    async watch(learner: string) {
      const url = `http://localhost/graphql?query=${encodeURIComponent('subscription { state }')}`
      const headers = { accept: 'text/event-stream', authorization: learner }
      const reader = (await yoga.fetch(url, { headers })).body?.getReader()
      // The ping with which each stream begins.
      await reader?.read()
      return {
        /** What it was told: the value that each event brings. */
        async read() {
          const chunks: Uint8Array[] = []
          for (let step = await reader?.read(); step?.value !== undefined; step = await reader?.read())
            chunks.push(step.value)
          const told = Buffer.concat(chunks).toString()
          return [...told.matchAll(/"state":"(\d+)"|(event: complete)/g)].map(
            ([, state]) => state ?? 'complete',
          )
        },
        async leave() {
          await reader?.cancel()
          await setImmediate()
        },
      }
    },
    async bring(text: string) {
      for (const source of sources) source.push(text, text)
      await setImmediate()
    },
    async end() {
      for (const source of sources) source.end()
      await setImmediate()
    },
  }
}

describe('watchers over SSE', () => {
  it('share an execution where they ask the same with the same rights', async () => {
    const server = aServer()
    const [one, same, other] = [
      await server.watch('ada'),
      await server.watch('ada'),
      await server.watch('bob'),
    ]
    expect(server.sources).toHaveLength(2)
    await server.bring('1')
    await server.end()

    for (const watcher of [one, same, other]) expect(await watcher.read()).toEqual(['1', 'complete'])
  })

  it('skip states in between where they do not read, never the last', async () => {
    const server = aServer()
    const watcher = await server.watch('ada')
    for (let state = 1; state <= 5000; state++) await server.bring(String(state))
    await server.end()

    const told = await watcher.read()
    expect(told.slice(-2)).toEqual(['5000', 'complete'])
    expect(told.length).toBeLessThan(5000)
  })

  it('end the execution when the last of them goes', async () => {
    const server = aServer()
    const [one, same] = [await server.watch('ada'), await server.watch('ada')]
    await one.leave()
    expect(server.sources).toHaveLength(1)

    await same.leave()
    expect(server.sources).toHaveLength(0)
  })
})

import { createServer } from 'node:http'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import { useServer } from 'graphql-ws/use/ws'
import { createSchema, createYoga } from 'graphql-yoga'
import { Redis } from 'ioredis'
import { WebSocketServer } from 'ws'

// Job status over WebSocket as the docs of graphql-yoga, graphql-ws and graphql-redis-subscriptions wire it: each
// event goes from Redis to an iterator, an execution and a message for each watcher. Run as a process of its own.

const redis = () => new Redis(process.env.REDIS_URL ?? '')
const pubsub = new RedisPubSub({ publisher: redis(), subscriber: redis() })

const schema = createSchema({
  typeDefs: /* GraphQL */ `
    type Query { ok: Boolean }
    type Progress { done: Int! total: Int! }
    type Job {
      id: ID! status: String! version: Int! retryCount: Int! progress: Progress score: Int
      queuedAt: String! startedAt: String completedAt: String
    }
    type Subscription { jobStatus(jobId: ID!): Job! }
  `,
  resolvers: {
    Subscription: {
      jobStatus: {
        subscribe: (_root, { jobId }) => pubsub.asyncIterableIterator(`job:${jobId}`),
      },
    },
  },
})

const yoga = createYoga({ schema, graphiql: { subscriptionsProtocol: 'WS' }, logging: false })
const server = createServer(yoga)
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint })

useServer(
  {
    execute: (args) => (args as { rootValue: Enveloped }).rootValue.execute(args),
    subscribe: (args) => (args as { rootValue: Enveloped }).rootValue.subscribe(args),
    onSubscribe: async (ctx, _id, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...ctx,
        req: ctx.extra.request,
        socket: ctx.extra.socket,
        params,
      })
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      }
      const errors = validate(args.schema, args.document)
      return errors.length > 0 ? errors : args
    },
  },
  sockets,
)
type Enveloped = Pick<ReturnType<typeof yoga.getEnveloped>, 'execute' | 'subscribe'>

server.listen(Number(process.env.PORT), '127.0.0.1')

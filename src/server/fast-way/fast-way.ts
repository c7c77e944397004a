import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Viewer } from '../../domain/identity.ts'
import type { Context, RequestInfo, Services } from '../../schema/index.ts'
import type { ObservedOperation } from '../observe.ts'
import { type AnswerHeaders, answerHeaders } from './answer-headers.ts'
import type { CompiledOperation } from './compile.ts'
import { locateErrors } from './locate-errors.ts'
import type { FindOperation } from './operations.ts'
import { readBody } from './read-body.ts'
import { type Params, readParams } from './read-params.ts'

/** What was found of a request before it proved unusual: its body if it was read, its result if it was executed. */
export interface Found {
  readonly body?: Buffer
  readonly result?: ExecutionResult
}

/** Answers the usual request itself, and hands on any other to yoga, which alone knows how to refuse. */
export type FastWay = (
  request: IncomingMessage,
  response: ServerResponse,
  info: Omit<RequestInfo, 'viewer'>,
  handOn: (found: Found) => void,
) => void

export interface FastWayOptions {
  readonly services: Services
  /** Whose credential it is, where that can be told at once. */
  readonly recall: (authorization: string | undefined) => Viewer | null
  readonly findOperation: FindOperation
  readonly corsOrigins: readonly string[]
  readonly observe: (operation: ObservedOperation) => void
}

/** Makes the way on which a usual request costs no more than its JSON and its resolvers. */
export function makeFastWay(options: FastWayOptions): FastWay {
  const { services, recall, findOperation, corsOrigins, observe } = options

  function answer(
    params: Params,
    operation: CompiledOperation,
    context: Context,
    end: {
      readonly send: (result: ExecutionResult) => void
      readonly handOn: (result?: ExecutionResult) => void
    },
  ): void {
    const began = performance.now()
    const note = (outcome: 'ok' | 'error') =>
      observe({ operation: operation.kind, outcome, seconds: (performance.now() - began) / 1000 })

    function finish(result: ExecutionResult) {
      if (result.errors === undefined) {
        note('ok')
        return end.send(result)
      }
      // The variables did not fit, and nothing was executed.
      if (result.data === undefined) return end.handOn()
      note('error')
      end.handOn(locateErrors(result, operation.source))
    }

    function fail(error: unknown) {
      note('error')
      end.handOn({ errors: [new GraphQLError('', { originalError: error as Error })] })
    }

    try {
      const result = operation.execute(context, params.variables)
      if (result instanceof Promise) result.then(finish).catch(fail)
      else finish(result)
    } catch (error) {
      fail(error)
    }
  }

  return (request, response, info, handOn) => {
    const headers = answerHeaders(request, corsOrigins)
    const viewer = headers === null ? null : recall(request.headers.authorization)
    if (headers === null || viewer === null) return handOn({})
    readBody(request, (body) => {
      const params = readParams(body)
      const operation = params === null ? null : findOperation(params.query, params.operationName)
      if (params === null || operation === null) return handOn({ body })
      answer(
        params,
        operation,
        { ...services, ...info, viewer },
        {
          send: (result) => send(response, headers, result),
          handOn: (result) => handOn(result === undefined ? { body } : { body, result }),
        },
      )
    })
  }
}

function send(response: ServerResponse, headers: AnswerHeaders, result: ExecutionResult): void {
  const text = JSON.stringify(result)
  response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text)
}

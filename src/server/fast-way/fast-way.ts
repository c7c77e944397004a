import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Viewer } from '../../domain/identity.ts'
import type { RequestInfo, Services } from '../../schema/index.ts'
import type { AdmitOperation } from '../limits.ts'
import type { ObservedOperation } from '../observe.ts'
import type { OriginCheck } from '../origins.ts'
import { cutOffUnread } from '../unread-answers.ts'
import { REQUEST_ID } from '../yoga.ts'
import { type AnswerHeaders, answerHeaders } from './answer-headers.ts'
import { type Asked, openKeptAnswers } from './kept-answers.ts'
import type { FindOperation } from './operations.ts'
import { readBody } from './read-body.ts'
import { readParams } from './read-params.ts'
import { traceContext } from './trace-context.ts'

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
  readonly recall: (authorization: string | undefined, connection: object) => Viewer | undefined
  readonly findOperation: FindOperation
  readonly admit: AdmitOperation
  readonly isOriginAllowed: OriginCheck
  readonly observe: (operation: ObservedOperation) => void
}

/** Where an executed request ends: with an answer, or with yoga, which then has the result if there is one. */
interface End {
  readonly send: (answer: string) => void
  readonly handOn: (result?: ExecutionResult) => void
}

/** Makes the way on which a usual request costs no more than its JSON and its resolvers. */
export function makeFastWay(options: FastWayOptions): FastWay {
  const { services, recall, findOperation, admit, isOriginAllowed, observe } = options
  const answers = openKeptAnswers()

  function answer(asked: Asked, info: Omit<RequestInfo, 'viewer'>, end: End): void {
    const { operation, viewer, variables } = asked
    const began = performance.now()
    const note = (outcome: 'ok' | 'error') =>
      observe({ operation: operation.kind, outcome, seconds: (performance.now() - began) / 1000 })

    const refusal = admit({ ...operation, viewer, variables, address: info.address })
    if (refusal !== null) {
      end.handOn({ errors: [refusal] })
      return
    }
    const kept = answers.find(asked)
    if (kept !== undefined) {
      note('ok')
      end.send(kept)
      return
    }
    const { context, holdsUntil } = traceContext({ ...services, ...info, viewer })
    operation.execute(context, variables, {
      onResult(result) {
        // The variables did not fit, and nothing was executed.
        if (result.data === undefined) return end.handOn()
        note(result.errors === undefined ? 'ok' : 'error')
        if (result.errors !== undefined) return end.handOn(result)
        const text = JSON.stringify(result)
        answers.keep(asked, text, holdsUntil())
        end.send(text)
      },
      onFailure(error) {
        note('error')
        end.handOn({ errors: [new GraphQLError('', { originalError: error as Error })] })
      },
    })
  }

  return (request, response, info, handOn) => {
    const headers = answerHeaders(request, isOriginAllowed)
    const viewer = headers === null ? undefined : recall(request.headers.authorization, request.socket)
    if (headers === null || viewer === undefined) return handOn({})
    readBody(request, Number(request.headers['content-length']), (body) => {
      const params = readParams(body)
      const operation = params === null ? null : findOperation(params.query, params.operationName)
      if (params === null || operation === null) return handOn({ body })
      answer({ viewer, operation, variables: params.variables }, info, {
        send: (text) => send(response, { ...headers, [REQUEST_ID]: info.requestId }, text),
        handOn: (result) => handOn(result === undefined ? { body } : { body, result }),
      })
    })
  }
}

/** What is shorter, the connection's own buffers hold. */
const LONG_CHARS = 64 * 1024

function send(response: ServerResponse, headers: AnswerHeaders, text: string): void {
  if (text.length > LONG_CHARS) cutOffUnread(response)
  response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text)
}

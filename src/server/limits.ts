import { EnvelopArmor } from '@escape.tech/graphql-armor'
import { type DocumentNode, GraphQLError, type ValidationContext } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import type { Limits } from '../access/limits.ts'
import type { Viewer } from '../domain/identity.ts'
import { TooMany } from '../domain/too-many.ts'
import type { Context } from '../schema/index.ts'
import type { Transport } from './authentication.ts'
import type { OperationCost } from './operation-cost.ts'

/** Of a document, before it is parsed to its end. The largest that GraphiQL or the tests send has some 400. */
const MAX_TOKENS = 5000
const MAX_DEPTH = 15
const MAX_ALIASES = 50
const MAX_DIRECTIVES = 50
/** graphql-armor's own points: 2 for an object, 1 for a scalar, half as much again for each level, times `first`. */
const MAX_COST = 100_000
/** Objects of the record that one operation may read. */
const MAX_READS = 10_500

/** Refuses documents that are too large to be read, or to be answered; every transport parses and validates here. */
export function useDocumentLimits({ introspection }: { readonly introspection: boolean }): Plugin {
  const rule = { flattenFragments: true, propagateOnRejection: false, onReject: [report] }
  const armor = new EnvelopArmor<YogaInitialContext>({
    maxDepth: { n: MAX_DEPTH, ...rule },
    maxAliases: { n: MAX_ALIASES, ...rule },
    maxDirectives: { n: MAX_DIRECTIVES, ...rule },
    costLimit: { maxCost: MAX_COST, ...rule },
    // graphql-js counts tokens itself.
    maxTokens: { enabled: false },
    // Suggestions tell of the schema what introspection does not.
    blockFieldSuggestion: { enabled: !introspection },
  })
  return {
    onPluginInit({ addPlugin }) {
      for (const plugin of armor.protect().plugins) addPlugin(plugin)
    },
    onParse({ parseFn, setParseFn }) {
      setParseFn((source, options) => {
        try {
          return parseFn(source, { ...options, maxTokens: MAX_TOKENS })
        } catch (error) {
          throw isOutOfTokens(error) ? tooManyTokens() : error
        }
      })
    },
  }
}

/** graphql-js has no other mark for it; to a client it would read as a slip of its own in the document. */
function isOutOfTokens(error: unknown): boolean {
  return error instanceof GraphQLError && error.message.endsWith('tokens. Parsing aborted.')
}

function tooManyTokens(): GraphQLError {
  return new GraphQLError(`The document has more than ${MAX_TOKENS} tokens.`, {
    extensions: { code: 'TOO_COMPLEX', http: { status: 400, spec: true } },
  })
}

function report(context: ValidationContext | null, { message }: GraphQLError): void {
  const plain = message.replace(/^Syntax Error: /, '')
  context?.reportError(new GraphQLError(plain, { extensions: { code: 'TOO_COMPLEX' } }))
}

/** An operation that is about to be run, and for whom. */
export interface Asked {
  readonly viewer: Viewer
  readonly address: string | null
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** Takes what an operation costs. @returns what the client is told whose share is used up, or who asks for too much */
export type AdmitOperation = (asked: Asked) => GraphQLError | null

/** Lets operations through as far as their viewer and address have a share left; every transport asks here. */
export function makeAdmitOperation(limits: Limits, costOf: OperationCost): AdmitOperation {
  return ({ viewer, address, document, operationName, variables }) => {
    const cost = costOf(document, operationName, variables)
    if (cost.read > MAX_READS) {
      const message = `The operation may read ${cost.read} objects; ${MAX_READS} at most.`
      return new GraphQLError(message, { extensions: { code: 'TOO_COMPLEX' } })
    }
    try {
      limits.admit(viewer, address, cost)
      return null
    } catch (error) {
      if (error instanceof TooMany) return rateLimited(error)
      throw error
    }
  }
}

/** Has operations admitted that yoga or envelop runs. */
export function useRateLimits(admit: AdmitOperation): Plugin<Context, Transport> {
  const refusalOf = ({ contextValue: { viewer, address }, variableValues, ...operation }: Executed) =>
    admit({ viewer, address, variables: variableValues, ...operation })
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const error = refusalOf(args)
      if (error !== null) setResultAndStopExecution({ errors: [error] })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = refusalOf(args)
      if (error !== null) setResultAndStopExecution({ errors: [error] })
    },
  }
}

type Executed = Pick<Asked, 'document' | 'operationName'> & {
  readonly contextValue: Context
  readonly variableValues?: Asked['variables']
}

/** What a client is told who has used up a share. */
export function rateLimited({ message, retryAfterS }: TooMany): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfter: retryAfterS } })
}

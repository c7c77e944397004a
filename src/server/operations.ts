import { hash } from 'node:crypto'
import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql'
import { rightsKey } from '../access/rights-key.ts'
import type { Viewer } from '../domain/identity.ts'
import type { RequestInfo } from '../schema/index.ts'
import type { AdmitOperation } from './limits.ts'
import { type ObservedOperation, observed } from './observe.ts'
import { openStream, runOnce, type Streaming, type Work } from './run-operation.ts'
import type { Outcome } from './shared-streams.ts'
import type { Yoga } from './yoga.ts'

/** An operation as a client sends it. */
export interface Operation {
  readonly query: string
  readonly operationName?: string | undefined | null
  readonly variables?: Record<string, unknown> | undefined | null
}

/** An operation that may be run. */
export interface Prepared {
  /** Whether watchers with the same `shareKey` may be told the same. */
  readonly isShareable: boolean
  run(): Promise<Outcome>
}

/** What runs operations, and who hears of them. */
export interface Runner extends Streaming {
  readonly yoga: Yoga
  readonly admit: AdmitOperation
  readonly observe: (operation: ObservedOperation) => void
}

/**
 * Parses and validates, by the rules of every transport.
 * @returns what is wrong with it, or the operation
 * @throws GraphQLError for what cannot be parsed
 */
export function prepare(
  runner: Runner,
  operation: Operation,
  info: RequestInfo,
): Prepared | readonly GraphQLError[] {
  const { parse, validate } = runner.yoga.getEnveloped(info)
  const document = parse(operation.query)
  const errors = validate(runner.schema, document)
  if (errors.length > 0) return errors
  const { operationName } = operation
  const work: Work = { document, operationName, variableValues: operation.variables ?? {} }
  const kind = getOperationAST(document, operationName)?.operation
  if (kind === undefined) return [noSuchOperation()]
  if (kind !== 'subscription') return { isShareable: false, run: () => runOnce(runner.yoga, work, info) }
  // Queries and mutations are admitted, and observed, where envelop runs them.
  const { viewer, address } = info
  const refusal = runner.admit({ viewer, address, document, operationName, variables: operation.variables })
  if (refusal !== null) return [refusal]
  return {
    isShareable: isShareable(runner.schema, work),
    run: () => observed(runner.observe, openStream(runner, work, info)),
  }
}

/** Whether watchers of a subscription may be told the same: the newest event of its field makes all earlier ones void. */
export function isShareable(schema: GraphQLSchema, { document, operationName }: Work): boolean {
  const [field] = getOperationAST(document, operationName)?.selectionSet.selections ?? []
  const name = field?.kind === 'Field' ? field.name.value : ''
  return schema.getSubscriptionType()?.getFields()[name]?.extensions.tellsNewestOnly === true
}

/** What decides what a watcher is told: the question, and the rights of who asks. Short, however long the question. */
export function shareKey({ query, operationName, variables }: Operation, viewer: Viewer): string {
  return hash('sha256', JSON.stringify([query, operationName, variables, rightsKey(viewer)]), 'base64')
}

/** As yoga says it over HTTP. */
function noSuchOperation(): GraphQLError {
  const extensions = { code: 'OPERATION_RESOLUTION_FAILURE' }
  return new GraphQLError('Could not determine what operation to execute.', { extensions })
}

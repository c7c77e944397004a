import { hash } from 'node:crypto'
import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql'
import { rightsKey } from '../access/rights-key.ts'
import type { RequestInfo } from '../schema/index.ts'
import type { AdmitOperation } from './limits.ts'
import type { OnUnexpected } from './mask-errors.ts'
import type { ObservedOperation } from './observe.ts'
import { openStream, runOnce, type Work } from './run-operation.ts'
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
export interface Runner {
  readonly yoga: Yoga
  readonly admit: AdmitOperation
  readonly onUnexpected: OnUnexpected
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
  const { schema, parse, validate } = runner.yoga.getEnveloped(info)
  const document = parse(operation.query)
  const errors = validate(schema, document)
  if (errors.length > 0) return errors
  const { operationName } = operation
  const work: Work = { document, operationName, variableValues: operation.variables ?? {} }
  const subscription = findSubscription(document, operationName)
  if (subscription !== null) {
    // Queries and mutations are admitted where envelop runs them.
    const { viewer, address } = info
    const refusal = runner.admit({ viewer, address, document, operationName, variables: operation.variables })
    if (refusal !== null) return [refusal]
  }
  return {
    isShareable: subscription !== null && tellsNewestOnly(schema, subscription),
    run: () => (subscription === null ? runOnce(runner.yoga, work, info) : openStream(runner, work, info)),
  }
}

/** What decides what a watcher is told: the question, and the rights of who asks. Short, however long the question. */
export function shareKey({ query, operationName, variables }: Operation, { viewer }: RequestInfo): string {
  return hash('sha256', JSON.stringify([query, operationName, variables, rightsKey(viewer)]), 'base64')
}

/** The name of the one field of a subscription; null for queries and mutations. */
function findSubscription(document: DocumentNode, operationName: string | undefined | null): string | null {
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== 'subscription') return null
  const [field] = operation.selectionSet.selections
  return field?.kind === 'Field' ? field.name.value : ''
}

function tellsNewestOnly(schema: GraphQLSchema, subscription: string): boolean {
  return schema.getSubscriptionType()?.getFields()[subscription]?.extensions.tellsNewestOnly === true
}

import { type DocumentNode, type ExecutionResult, type GraphQLSchema, getOperationAST, Source } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Context } from '../../schema/index.ts'
import { isCompilable } from './compilable.ts'

/** An operation made into code of its own: no walk through its document is left to do. */
export interface CompiledOperation {
  readonly kind: 'query' | 'mutation'
  /** The document's. */
  readonly source: Source
  /** A result without data is one of variables that did not fit: nothing was executed. */
  execute(
    context: Context,
    variables: Readonly<Record<string, unknown>>,
  ): ExecutionResult | Promise<ExecutionResult>
}

/** Compiles an operation of a valid document. @returns null for what cannot be compiled, subscriptions included */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledOperation | null {
  const kind = getOperationAST(document, operationName)?.operation
  if (kind === undefined || kind === 'subscription' || !isCompilable(document)) return null
  const compiled = compileQuery<Record<string, unknown>, Record<string, unknown>>(
    schema,
    document,
    operationName,
  )
  if (!isCompiledQuery(compiled)) return null
  return {
    kind,
    source: document.loc?.source ?? new Source(''),
    execute: (context, variables) => compiled.query(undefined, context, variables),
  }
}

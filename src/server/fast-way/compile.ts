import { type DocumentNode, type ExecutionResult, type GraphQLSchema, getOperationAST, Source } from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Context } from '../../schema/index.ts'
import { isCompilable } from './compilable.ts'
import { locateErrors } from './locate-errors.ts'

/** Where an execution ends: one of the two is called, once. */
export interface ExecutionEnd {
  /** A result without data tells that the variables did not fit: nothing was executed. */
  onResult(result: ExecutionResult): void
  /** For failures of the machinery; those of resolvers are errors of the result. */
  onFailure(error: unknown): void
}

/** An operation made into code of its own: no walk through its document is left to do. */
export interface CompiledOperation {
  readonly kind: 'query' | 'mutation'
  readonly document: DocumentNode
  readonly operationName: string | undefined
  execute(context: Context, variables: Readonly<Record<string, unknown>>, end: ExecutionEnd): void
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
  const source = document.loc?.source ?? new Source('')
  return {
    kind,
    document,
    operationName,
    execute(context, variables, { onResult, onFailure }) {
      const end = (result: ExecutionResult) =>
        onResult(result.errors === undefined ? result : locateErrors(result, source))
      try {
        const result = compiled.query(undefined, context, variables)
        if (result instanceof Promise) result.then(end).catch(onFailure)
        else end(result)
      } catch (error) {
        onFailure(error)
      }
    },
  }
}

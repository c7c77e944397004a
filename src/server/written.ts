import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'

/** A result as JSON text. */
export function written(result: ExecutionResult): string {
  return JSON.stringify(
    result.errors === undefined ? result : { ...result, errors: result.errors.map(toClient) },
  )
}

/** An error as clients see it: without what its extensions tell the server of HTTP. */
export function toClient(error: GraphQLError): GraphQLFormattedError {
  const { extensions = {}, ...rest } = error.toJSON()
  const { http: _http, ...told } = extensions
  return Object.keys(told).length === 0 ? rest : { ...rest, extensions: told }
}

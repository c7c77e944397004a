import { type ExecutionResult, GraphQLError, type Source } from 'graphql'

/** graphql-jit's errors know lines and columns alone; graphql-js's, which all others expect, know their source too. */
export function locateErrors(result: ExecutionResult, source: Source): ExecutionResult {
  const errors = (result.errors ?? []).map(
    ({ message, locations, path, originalError }) =>
      new GraphQLError(message, {
        source,
        positions: (locations ?? []).map((location) => offsetOf(source.body, location)),
        path,
        originalError,
      }),
  )
  return { errors, ...(result.data === undefined ? {} : { data: result.data }) }
}

function offsetOf(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
): number {
  const breaks = text.matchAll(/\r\n|[\n\r]/g)
  let start = 0
  for (let passed = 1; passed < line; passed++) {
    const { value } = breaks.next()
    if (value !== undefined) start = value.index + value[0].length
  }
  return start + column - 1
}

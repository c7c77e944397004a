/** What a request asks for. */
export interface Params {
  readonly query: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Reads the JSON body of a request for one operation.
 * @returns null for any other body, faulty ones included
 */
export function readParams(body: Buffer): Params | null {
  const params = parseJson(body)
  if (!isRecord(params)) return null
  for (const name in params) if (!NAMES.has(name) && params[name] != null) return null
  const { query, operationName, variables, extensions } = params
  if (typeof query !== 'string') return null
  if (operationName != null && typeof operationName !== 'string') return null
  if (variables != null && !isRecord(variables)) return null
  if (extensions != null && !isRecord(extensions)) return null
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} }
}

const NAMES = new Set(['query', 'operationName', 'variables', 'extensions'])

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { Issue } from '../../../../scoring/sandbox.ts'
import { duplicationIssues, type Token } from '../../measures/duplication.ts'
import { isFunction, isOverload } from '../functions.ts'
import type { PythonNode, PythonSource } from '../source.ts'

/** Runs of tokens that come again later in the file. */
export function duplication(source: PythonSource): readonly Issue[] {
  return duplicationIssues(source, tokensOf(source))
}

/**
 * The tokens of a file but for what is there to be read alone, for types, and for overloads, which are much alike; a
 * string is one token, whatever it holds.
 */
export function tokensOf(source: PythonSource): readonly Token[] {
  const tokens: Token[] = []
  const texts = new Set(source.texts)
  let after = 0
  for (const node of source.nodes) {
    if (node.type === 'TypeDef' || (isFunction(node) && isOverload(source, node)))
      after = Math.max(after, node.end)
    const isToken = node.children.length === 0 || STRINGS.has(node.type)
    if (!isToken || node.start < after || node.end === node.start) continue
    after = node.end
    if (!texts.has(node)) tokens.push({ kind: kindOf(source, node), start: node.start })
  }
  return tokens
}

const STRINGS = new Set(['FormatString', 'ContinuedString'])

function kindOf({ text }: PythonSource, node: PythonNode): string {
  let kind = ''
  let at = node.start
  for (const { start, end } of namesIn(node)) {
    kind += `${text.slice(at, start)}name`
    at = end
  }
  return kind + text.slice(at, node.end)
}

/** The names of variables in a token: itself, or those that an f-string formats. */
function namesIn(node: PythonNode): readonly PythonNode[] {
  const names: PythonNode[] = []
  const waiting = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.type === 'VariableName') names.push(next)
    waiting.push(...next.children.toReversed())
  }
  return names
}

import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { issueAt } from '../../remark.ts'
import { isFunction } from '../functions.ts'
import type { Program } from '../rule.ts'
import type { Scope, Variable } from '../scopes.ts'

/** Variables, functions, imports and parameters that nothing uses. What a file exports is used. */
export function unused({ source, scopes, exports }: Program): readonly Issue[] {
  const lastUsed = lastUsedParameters(scopes.variables)
  return scopes.variables.flatMap((variable) => {
    if (isUsed(variable) || exports.variables.has(variable) || variable.name.startsWith('_')) return []
    if (!isWorthSaying(variable, lastUsed)) return []
    return [
      issueAt(source, variable.identifier, {
        rule: 'unused',
        category: 'dead-code',
        severity: variable.kind === 'parameter' ? 'INFO' : 'WARNING',
        message: messageFor(variable),
      }),
    ]
  })
}

/** A function that is used by itself alone is not used. */
function isUsed({ kind, declaration, reads }: Variable): boolean {
  if (kind === 'parameter') return reads.length > 0
  const own = declaration.type === 'VariableDeclarator' ? declaration.init : declaration
  if (own === null || !isFunction(own)) return reads.length > 0
  return reads.some(({ start, end }) => start < own.start || own.end < end)
}

function isWorthSaying(
  { kind, declaration, identifier, scope }: Variable,
  lastUsed: ReadonlyMap<Scope, number>,
): boolean {
  switch (kind) {
    case 'catch':
      return false
    case 'function':
    case 'class':
      // The name of a function expression is there for stack traces.
      return !declaration.type.endsWith('Expression')
    case 'parameter':
      // A parameter before one that is used has to stand there.
      return identifier.start > (lastUsed.get(scope) ?? -1)
    default:
      return true
  }
}

/** Where the last parameter that is used stands, for each function. */
function lastUsedParameters(variables: readonly Variable[]): ReadonlyMap<Scope, number> {
  const used = variables.filter((variable) => variable.kind === 'parameter' && isUsed(variable))
  return new Map(used.map(({ scope, identifier }) => [scope, identifier.start]))
}

const WHAT: Readonly<Record<Variable['kind'], string>> = {
  var: 'variable',
  let: 'variable',
  const: 'variable',
  function: 'function',
  class: 'class',
  parameter: 'parameter',
  import: 'import',
  catch: 'variable',
}

function messageFor({ name, kind, writes }: Variable): string {
  const what = `The ${WHAT[kind]} ${quoted(name)}`
  if (writes.length > 0) return `${what} is given a value that nothing reads: use it or remove it.`
  return `${what} is never used: remove it, or use it where it was meant to be used.`
}

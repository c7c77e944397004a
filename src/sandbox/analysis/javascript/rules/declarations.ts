import { quoted } from '../../../../domain/quoted.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { issueAt } from '../../remark.ts'
import { eachNode, type Program, type Rule } from '../rule.ts'
import { find, type Variable } from '../scopes.ts'

/** `var`, which ignores blocks. */
export const noVar: Rule = eachNode((node) => {
  if (node.type !== 'VariableDeclaration' || node.kind !== 'var') return null
  return {
    rule: 'no-var',
    category: 'error-prone',
    severity: 'WARNING',
    message: '`var` is visible outside of its block: use `const`, or `let` where the value changes.',
  }
})

/** `let` for what is set once. */
export function preferConst({ source, scopes }: Program): readonly Issue[] {
  return scopes.variables.flatMap((variable) => {
    if (variable.kind !== 'let' || variable.writes.length > 0 || !hasValue(variable)) return []
    return [
      issueAt(source, variable.identifier, {
        rule: 'prefer-const',
        category: 'style',
        severity: 'INFO',
        message: `${quoted(variable.name)} never changes: declare it with \`const\`, so that a reader knows.`,
      }),
    ]
  })
}

/** Whether a variable is given its value where it is declared; the head of a loop does so without a `=`. */
function hasValue({ declaration, scope }: Variable): boolean {
  if (declaration.type !== 'VariableDeclarator') return false
  return (
    declaration.init !== null || scope.node.type === 'ForOfStatement' || scope.node.type === 'ForInStatement'
  )
}

/** A name that hides one of the same name around it. */
export function noShadow({ source, scopes }: Program): readonly Issue[] {
  return scopes.variables.flatMap((variable) => {
    const hidden = find(variable.scope.above, variable.name)
    if (hidden === null || isPartOf(variable, hidden) || comesLater(hidden, variable)) return []
    const line = source.lines.lineOf(hidden.identifier.start)
    return [
      issueAt(source, variable.identifier, {
        rule: 'no-shadow',
        category: 'naming',
        severity: 'WARNING',
        message: `${quoted(variable.name)} hides the ${quoted(hidden.name)} of line ${line}: give one of the two another name.`,
      }),
    ]
  })
}

/** A reader has not met it yet, but for functions and classes, which are known from the top on. */
function comesLater({ kind, identifier }: Variable, variable: Variable): boolean {
  return kind !== 'function' && kind !== 'class' && identifier.start > variable.identifier.start
}

/** `const f = function f() {}`, `const tag = tags.find((tag) => …)`: the outer name is not there yet. */
function isPartOf({ identifier }: Variable, { declaration }: Variable): boolean {
  return (
    declaration.type === 'VariableDeclarator' &&
    declaration.start < identifier.start &&
    identifier.end <= declaration.end
  )
}

/** Names that a file may set without declaring them: those of CommonJS. */
const GIVEN = new Set(['module', 'exports'])

/** An assignment to a name that nothing declares, which makes or changes a global variable. */
export function noUndeclared({ source, scopes }: Program): readonly Issue[] {
  const first = new Map(
    scopes.undeclared.writes.toReversed().map((identifier) => [identifier.name, identifier] as const),
  )
  return [...first.values()]
    .filter(({ name }) => !GIVEN.has(name))
    .map((identifier) =>
      issueAt(source, identifier, {
        rule: 'no-undeclared',
        category: 'error-prone',
        severity: 'ERROR',
        message: `${quoted(identifier.name)} is given a value but never declared: declare it with \`const\` or \`let\`.`,
      }),
    )
}

import type { Node, ObjectExpression, SwitchStatement } from 'oxc-parser'
import { quoted } from '../../../../domain/quoted.ts'
import type { FindingSeverity } from '../../../../domain/verdict.ts'
import type { Issue } from '../../../../scoring/sandbox.ts'
import { issueAt, type Remark } from '../../remark.ts'
import { hasCommentBetween } from '../comments.ts'
import { keyName } from '../functions.ts'
import { eachNode, type Program, type Rule } from '../rule.ts'
import type { Source } from '../source.ts'
import { leaves } from './dead-code.ts'

function errorProne(rule: string, severity: FindingSeverity, message: string): Remark {
  return { rule, category: 'error-prone', severity, message }
}

/** Statements and expressions that are rarely what was meant, each by itself. */
export const pitfalls: Rule = eachNode((node, { source }) => {
  switch (node.type) {
    case 'WithStatement':
      return errorProne(
        'no-with',
        'ERROR',
        '`with` makes names mean different things: name the object instead.',
      )
    case 'DebuggerStatement':
      return errorProne('no-debugger', 'WARNING', '`debugger` was left over: remove it.')
    case 'ThrowStatement':
      return throwsPlainValue(node.argument) ? THROW_LITERAL : null
    case 'CatchClause':
      return isEmptyCatch(source, node) ? EMPTY_CATCH : null
    case 'CallExpression':
      return pitfallOfCall(node.callee, node.arguments)
    default:
      return null
  }
})

const THROW_LITERAL = errorProne(
  'throw-error',
  'WARNING',
  'What is thrown here knows neither its place nor its cause: throw `new Error(…)`.',
)
const EMPTY_CATCH = errorProne(
  'empty-catch',
  'WARNING',
  'Errors vanish here: handle them, let them pass, or say in a comment why none matters.',
)
const CONSOLE: Remark = {
  rule: 'no-console',
  category: 'style',
  severity: 'INFO',
  message: 'This print was left over from trying things out: remove it.',
}
/** What tells of something that went wrong is meant to stay. */
const REPORTING = new Set(['warn', 'error'])
const MAP_PARSE_INT = errorProne(
  'map-parse-int',
  'ERROR',
  '`map` hands the index on as second argument, which `parseInt` takes for the base: use `Number`.',
)

const isNamed = (node: Node, name: string) => node.type === 'Identifier' && node.name === name

const throwsPlainValue = ({ type }: Node) =>
  type === 'Literal' || type === 'TemplateLiteral' || type === 'ObjectExpression'

function isEmptyCatch(source: Source, { body }: Extract<Node, { type: 'CatchClause' }>): boolean {
  return body.body.length === 0 && !hasCommentBetween(source, body.start, body.end)
}

function pitfallOfCall(callee: Node, args: readonly Node[]): Remark | null {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null
  if (isNamed(callee.object, 'console')) return REPORTING.has(callee.property.name) ? null : CONSOLE
  return callee.property.name === 'map' && args.some((arg) => isNamed(arg, 'parseInt')) ? MAP_PARSE_INT : null
}

/** Keys and cases of which the later one wins, or never comes to its turn. */
export function duplicateKeys({ source }: Program): readonly Issue[] {
  return source.nodes.flatMap((node) => {
    if (node.type === 'ObjectExpression') return repeatedKeys(source, node)
    return node.type === 'SwitchStatement' ? repeatedCases(source, node) : []
  })
}

function repeatedKeys(source: Source, { properties }: ObjectExpression): readonly Issue[] {
  const seen = new Set<string>()
  return properties.flatMap((property) => {
    if (property.type !== 'Property' || property.kind !== 'init') return []
    const key = keyName(property.key, property.computed)
    if (key === null || property.computed) return []
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    const message = `The key ${quoted(key)} comes twice, and the first value is lost: remove one of them.`
    return [issueAt(source, property, errorProne('duplicate-key', 'ERROR', message))]
  })
}

function repeatedCases(source: Source, { cases }: SwitchStatement): readonly Issue[] {
  const seen = new Set<string>()
  return cases.flatMap(({ test }) => {
    if (test === null) return []
    const text = source.text.slice(test.start, test.end)
    if (!seen.has(text)) {
      seen.add(text)
      return []
    }
    const message = `The case ${quoted(text)} comes twice, and the second is never reached: remove one of them.`
    return [issueAt(source, test, errorProne('duplicate-case', 'ERROR', message))]
  })
}

/** A case that runs on into the next one without saying that it should. */
export function fallthrough({ source }: Program): readonly Issue[] {
  return source.nodes.flatMap((node) => {
    if (node.type !== 'SwitchStatement') return []
    return node.cases.slice(0, -1).flatMap((current, i) => {
      const next = node.cases[i + 1]
      if (next === undefined || current.consequent.length === 0 || current.consequent.some(leaves)) return []
      // A comment between the two cases says that it is meant.
      const last = current.consequent.at(-1)
      if (hasCommentBetween(source, last?.end ?? 0, next.start)) return []
      const message =
        'The case above runs on into this one: end it with `break`, or say in a comment that it is meant.'
      return [issueAt(source, next, errorProne('fallthrough', 'WARNING', message))]
    })
  })
}

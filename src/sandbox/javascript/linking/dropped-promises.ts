import type { Expression } from 'acorn'
import { parseFile, walk } from './syntax.ts'

/** The global by which a program watches the promises that it drops; see `realm/program/watch.ts`. */
const WATCH = '__watchDropped'

/**
 * The text with every promise watched that a statement makes and drops: `main()`. The engine does not tell of
 * rejections that nobody handles, and a program that ends by one has failed.
 */
export function watchingDropped(file: string, text: string): string {
  if (!/\basync\b|\bPromise\b|\.promises\b|\/promises\b/.test(text)) return text
  const dropped: Expression[] = []
  walk(parseFile(file, text).program, (node) => {
    if (node.type === 'ExpressionStatement' && mayBePromise(node.expression)) dropped.push(node.expression)
    return true
  })
  const marks = dropped.flatMap(({ start, end }) => [
    { at: start, mark: `${WATCH}((` },
    { at: end, mark: '))' },
  ])
  // Statements are in one another or apart: sorted by place, what ends at one place comes before what begins there.
  const sorted = marks.toSorted((a, b) => a.at - b.at || a.mark.localeCompare(b.mark))
  const cuts = [0, ...sorted.map(({ at }) => at), text.length]
  return cuts
    .slice(1)
    .map((end, i) => text.slice(cuts[i], end) + (sorted[i]?.mark ?? ''))
    .join('')
}

function mayBePromise(expression: Expression): boolean {
  if (expression.type === 'CallExpression') return expression.callee.type !== 'Super'
  return expression.type === 'ChainExpression' || expression.type === 'NewExpression'
}

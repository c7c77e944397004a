import type { AnyNode, Program } from 'acorn'
import { walk } from './syntax.ts'

/** The kit's function that `value.should` becomes a call of. As long as `.should`, with its brackets. */
export const SHOULD = '$chai'

/** What shows that a test file speaks in chai's `should` style: `chai.should()`, `should()`, or the import for it. */
const SPEAKS = /\bshould\s*\(\s*\)|chai\/register-should/

/**
 * A test file's text with calls of the kit in the place of `value.should`, which chai gives to every object there is:
 * a learner's program would find it on its own. Nothing else in the text moves.
 */
export function withShouldCalled(text: string, program: Program): string {
  if (!SPEAKS.test(text)) return text
  const edits: { readonly at: number; readonly end: number; readonly put: string }[] = []
  /** `chai.should()` itself. */
  const called = new Set<AnyNode>()
  walk(program, (node) => {
    if (node.type === 'CallExpression') called.add(node.callee)
    if (called.has(node)) return true
    if (node.type !== 'MemberExpression' || node.computed || node.optional) return true
    const { property, start, end } = node
    if (property.type !== 'Identifier' || property.name !== 'should') return true
    const dot = text.lastIndexOf('.', property.start)
    const behind = text
      .slice(dot, end)
      .replace(/[^\n]/g, ' ')
      .slice(SHOULD.length + 2)
    edits.push({ at: start, end: start, put: `${SHOULD}(` }, { at: dot, end, put: `)${behind}` })
    return true
  })
  edits.sort((a, b) => b.at - a.at)
  return edits.reduce((whole, { at, end, put }) => whole.slice(0, at) + put + whole.slice(end), text)
}

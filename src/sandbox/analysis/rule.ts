import type { Node } from 'oxc-parser'
import type { Issue } from '../../scoring/sandbox.ts'
import type { Exports } from './exports.ts'
import type { Scopes } from './scopes.ts'
import type { Source } from './source.ts'

/** A file with everything that was found out about it, which is what a rule looks at. */
export interface Program {
  readonly source: Source
  readonly scopes: Scopes
  readonly exports: Exports
}

/** One kind of remark, or a small family of them. */
export type Rule = (program: Program) => readonly Issue[]

/** What a rule says of one place. Messages say what is wrong and what to do, in plain words for a learner. */
export type Remark = Pick<Issue, 'rule' | 'category' | 'severity' | 'message'>

/** A remark at a node, or at an offset of the text. */
export function issueAt({ file, lines }: Source, at: Node | number, remark: Remark): Issue {
  const offset = typeof at === 'number' ? at : at.start
  return { ...remark, file, line: lines.lineOf(offset), column: lines.columnOf(offset) }
}

/** A rule that looks at each node by itself. */
export function eachNode(look: (node: Node, program: Program) => Remark | null): Rule {
  return (program) =>
    program.source.nodes.flatMap((node) => {
      const remark = look(node, program)
      return remark === null ? [] : [issueAt(program.source, node, remark)]
    })
}

import type { Node } from 'oxc-parser'
import type { Issue } from '../../../scoring/sandbox.ts'
import { issueAt, type Remark } from '../remark.ts'
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

/** A rule that looks at each node by itself. */
export function eachNode(look: (node: Node, program: Program) => Remark | null): Rule {
  return (program) =>
    program.source.nodes.flatMap((node) => {
      const remark = look(node, program)
      return remark === null ? [] : [issueAt(program.source, node, remark)]
    })
}

import type { Node } from 'oxc-parser'
import { languageOf } from './parse.ts'
import type { Source } from './source.ts'

/**
 * Whether a file is one of type declarations, by its ending and by what it holds: there is nothing in it to explain or
 * to improve. The parser lets some code pass in such a file; then it is read as any other.
 */
export function holdsTypesAlone({ file, nodes, typeNodes }: Source): boolean {
  return languageOf(file).lang === 'dts' && ![...nodes, ...typeNodes].some(computes)
}

/** Whether a node gives a value that is more than a constant. */
function computes(node: Node): boolean {
  if (node.type === 'TSEnumMember') return node.initializer !== null && !isConstant(node.initializer)
  return node.type === 'VariableDeclarator' && node.init !== null && !isConstant(node.init)
}

function isConstant(node: Node): boolean {
  if (node.type === 'UnaryExpression') return isConstant(node.argument)
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.expressions.length === 0)
}

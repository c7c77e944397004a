import { isFunction, nameOf } from '../functions.ts'
import { ancestorsOf, type PythonNode, type PythonSource, textOf } from '../source.ts'

const LOOPS = new Set(['ForStatement', 'WhileStatement'])

/**
 * Whether the function around an offset stands in a loop that only calls it: it is made anew in each turn and has ended
 * before the next, so that what it sees of the loop are the values of its own turn.
 */
export function isCalledInItsTurn(source: PythonSource, offset: number): boolean {
  const at = source.nodes.findLast(({ start, end }) => start <= offset && offset < end)
  const around = at === undefined ? [] : [...ancestorsOf(at)]
  const definition = around.find((node) => isFunction(node) || node.type === 'LambdaExpression')
  const loop = around.slice(definition === undefined ? 0 : around.indexOf(definition)).find(isLoop)
  if (definition === undefined || loop === undefined || !isFunction(definition)) return false
  const name = nameOf(source, definition)
  const uses = source.nodes.filter(
    (node) => node.type === 'VariableName' && node.parent !== definition && textOf(source, node) === name,
  )
  return uses.every((use) => isWithin(use, loop) && isCalled(use))
}

const isLoop = ({ type }: PythonNode) => LOOPS.has(type)
const isWithin = ({ start, end }: PythonNode, loop: PythonNode) => start >= loop.start && end <= loop.end
const isCalled = (use: PythonNode) => use.parent?.type === 'CallExpression' && use.parent.children[0] === use

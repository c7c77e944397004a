import type { PythonRule } from '../source.ts'
import { cognitiveComplexity } from './complexity.ts'
import { constantCondition, droppedArithmetic, emptyBlock, selfAssignment, unreachable } from './dead-code.ts'
import { duplication } from './duplication.ts'
import { dynamicCode } from './dynamic-code.ts'
import { functionLength, nestingDepth, parameterCount } from './size.ts'
import { consistency, copyingComprehension, lineLength } from './style.ts'

/** What is measured on any tree. */
const MEASURES: readonly PythonRule[] = [
  cognitiveComplexity,
  functionLength,
  parameterCount,
  nestingDepth,
  duplication,
  consistency,
  lineLength,
]

/** What is read from statements and expressions one by one, and would be wrong where the tree is a guess. */
const READINGS: readonly PythonRule[] = [
  unreachable,
  emptyBlock,
  droppedArithmetic,
  selfAssignment,
  constantCondition,
  copyingComprehension,
  dynamicCode,
]

/** The rules that are our own: what Ruff does not measure, measures by another definition, or takes too long for. */
export const ownRules: PythonRule = (source) => {
  const rules = source.whole ? [...MEASURES, ...READINGS] : MEASURES
  return rules.flatMap((rule) => rule(source))
}

import type { Rule } from '../rule.ts'
import { looseEquality, pointlessComparison, suspiciousCondition } from './comparisons.ts'
import { cognitiveComplexity } from './complexity.ts'
import { emptyBlock, unreachable, uselessExpression } from './dead-code.ts'
import { noShadow, noUndeclared, noVar, preferConst } from './declarations.ts'
import { duplication } from './duplication.ts'
import { dynamicCode } from './dynamic-code.ts'
import { naming } from './naming.ts'
import { duplicateKeys, fallthrough, pitfalls } from './pitfalls.ts'
import { functionLength, nestingDepth, parameterCount } from './size.ts'
import { consistency, lineLength, returnTheCondition } from './style.ts'
import { unused } from './unused.ts'

/** Every rule for JavaScript. */
export const RULES: readonly Rule[] = [
  cognitiveComplexity,
  functionLength,
  parameterCount,
  nestingDepth,
  unused,
  noVar,
  preferConst,
  noShadow,
  noUndeclared,
  naming,
  duplication,
  unreachable,
  emptyBlock,
  uselessExpression,
  looseEquality,
  pointlessComparison,
  suspiciousCondition,
  pitfalls,
  dynamicCode,
  duplicateKeys,
  fallthrough,
  consistency,
  lineLength,
  returnTheCondition,
]

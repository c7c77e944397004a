import type { Remark } from '../remark.ts'

const DEAD = { category: 'dead-code', severity: 'WARNING' } as const

// What is said of code that does nothing, in whichever language.

export const UNREACHABLE: Remark = {
  ...DEAD,
  rule: 'unreachable',
  message: 'This is never reached: the code above always leaves before. Remove it, or move it up.',
}
export const EMPTY_BLOCK: Remark = {
  ...DEAD,
  rule: 'empty-block',
  message: 'This block is empty: write what it should do, or remove it.',
}
export const USELESS_EXPRESSION: Remark = {
  ...DEAD,
  rule: 'useless-expression',
  message: 'This line computes a value and drops it: assign it, return it, or remove the line.',
}
export const CONSTANT_CONDITION: Remark = {
  ...DEAD,
  rule: 'constant-condition',
  message: 'This condition is always the same: remove it, or test what it was meant to test.',
}

import { rulesOf } from './rule.ts'

/** What does nothing, or is used by nothing. */
export const DEAD_CODE = rulesOf('dead-code', {
  WARNING: {
    'unused-import': 'The import {} is never used: remove it, or use it where it was meant to be used.',
    'unused-variable': 'The variable {} is never used: remove it, or use it where it was meant to be used.',
    'unused-annotation': 'The variable {} has a type but no value: give it one, or remove it.',
    'useless-comparison': 'This comparison is computed and dropped: assign it, return it, or remove it.',
    'useless-expression':
      'This line computes a value and drops it: assign it, return it, or remove the line.',
    'useless-try-except': 'This only raises again what it caught: remove the `try`.',
  },
  INFO: {
    'useless-return': 'The function ends here anyway: remove the `return`.',
    'global-variable-not-assigned': '`global` is needed only to set {}: remove it.',
    'f-string-missing-placeholders': 'This f-string holds nothing in braces: remove the `f`.',
  },
})

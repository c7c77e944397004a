import { rulesOf } from './rule.ts'

const SNAKE_CASE = 'Rename {}: names are written in snake_case in Python.'
const LOOKS_LIKE = 'Rename {}: in many fonts it looks like a digit.'

/** Names that mislead, after PEP 8. */
export const NAMING = rulesOf('naming', {
  WARNING: {
    'invalid-class-name': 'Rename {}: the words of a class’s name begin with capital letters.',
    'invalid-first-argument-name-for-method':
      'The first parameter of a method is the object: call it `self`.',
    'invalid-first-argument-name-for-class-method':
      'The first parameter of a class method is the class: call it `cls`.',
    'builtin-variable-shadowing': '{} hides a function of Python’s own: give it another name.',
    'import-shadowed-by-loop-var': 'The loop variable {} hides an import: give it another name.',
  },
  INFO: {
    'invalid-function-name': SNAKE_CASE,
    'invalid-argument-name': SNAKE_CASE,
    'non-lowercase-variable-in-function': SNAKE_CASE,
    'mixed-case-variable-in-class-scope': SNAKE_CASE,
    'mixed-case-variable-in-global-scope': SNAKE_CASE,
    'dunder-function-name': 'Rename this function: names between double underscores are Python’s own.',
    'builtin-argument-shadowing': '{} hides a function of Python’s own: give the parameter another name.',
    'ambiguous-variable-name': LOOKS_LIKE,
    'ambiguous-class-name': LOOKS_LIKE,
    'ambiguous-function-name': LOOKS_LIKE,
  },
})

import { rulesOf } from './rule.ts'

const COMPREHENSION = 'Write this as a comprehension: it says the same with less.'
const LITERAL = 'Write the collection directly instead of making it from another.'
const NO_NEED = 'This goes over all items without need: leave out the inner call or its brackets.'
const GET = 'Use `get` of the dictionary, with the default as its second argument.'
const ITEMS = 'Go over `items()`: it gives the key and its value together.'
const ONE_A_LINE = 'Write each statement on a line of its own.'
const THE_CONDITION = 'Use the condition itself instead of true and false.'

/** Ways of writing that the language has a clearer one for. */
export const STYLE = rulesOf('style', {
  INFO: {
    'unnecessary-generator-list': COMPREHENSION,
    'unnecessary-generator-set': COMPREHENSION,
    'unnecessary-generator-dict': COMPREHENSION,
    'unnecessary-list-comprehension-set': COMPREHENSION,
    'unnecessary-list-comprehension-dict': COMPREHENSION,
    'unnecessary-literal-set': LITERAL,
    'unnecessary-literal-dict': LITERAL,
    'unnecessary-literal-within-list-call': LITERAL,
    'unnecessary-literal-within-tuple-call': LITERAL,
    'unnecessary-list-call': NO_NEED,
    'unnecessary-comprehension-in-call': NO_NEED,
    'unnecessary-call-around-sorted':
      '`sorted` gives a list already: use its own `reverse`, or leave out the outer call.',
    'duplicate-isinstance-call': 'Ask once: `isinstance` takes a tuple of types.',
    'needless-bool': 'Return the condition itself instead of true and false.',
    'if-expr-with-true-false': THE_CONDITION,
    'if-expr-with-false-true': THE_CONDITION,
    'compare-with-tuple': 'Ask once: `value in (one, other)`.',
    'enumerate-for-loop': 'Let `enumerate` count the turns of this loop instead of counting by hand.',
    'in-dict-keys': 'A dictionary is searched by its keys anyway: leave out `keys()`.',
    'negate-equal-op': 'Use `!=` instead of `not … ==`.',
    'negate-not-equal-op': 'Use `==` instead of `not … !=`.',
    'double-negation': 'Two negations cancel each other: remove both.',
    'not-in-test': 'Use `not in`: it reads as it is meant.',
    'not-is-test': 'Use `is not`: it reads as it is meant.',
    'true-false-comparison':
      'A condition needs no comparison with true or false: use it, or `not` before it.',
    'if-else-block-instead-of-dict-get': GET,
    'dict-get-with-none-default': '`get` gives `None` by itself: leave out the second argument.',
    'dict-index-missing-items': ITEMS,
    'unnecessary-dict-index-lookup': ITEMS,
    'incorrect-dict-iterator': 'Only one half of the items is used: go over `keys()` or `values()`.',
    'unnecessary-list-index-lookup': '`enumerate` gives the item too: use it instead of the index.',
    'unnecessary-key-check': 'Ask the dictionary once: use `get`.',
    'implicit-return':
      'Some ways through this function return a value and this one does not: return one here too.',
    'collapsible-else-if': 'Use `elif` instead of an `if` inside the `else`.',
    'swap-with-temporary-variable': 'Swap without a third variable: `left, right = right, left`.',
    'nested-min-max': 'One call does: `min` and `max` take any number of values.',
    'sorted-min-max': 'Sorting is not needed for this: use `min` or `max`.',
    'lambda-assignment': 'Define a function that has a name with `def`.',
    'multiple-imports-on-one-line': 'Write each import on a line of its own.',
    'module-import-not-at-top-of-file': 'Put imports at the top of the file.',
    'multiple-statements-on-one-line-colon': ONE_A_LINE,
    'multiple-statements-on-one-line-semicolon': ONE_A_LINE,
    'useless-semicolon': 'Statements end with the line: remove the semicolon.',
    'useless-import-alias': 'This import renames to the same name: leave out the `as`.',
    'useless-object-inheritance': 'Every class is an object: leave out `object`.',
    'super-call-with-parameters': '`super()` finds out by itself: leave out its arguments.',
    'os-error-alias': 'This is an old name of `OSError`: use the new one.',
    'extraneous-parentheses': 'Remove the second pair of brackets.',
    'get-attr-with-constant': 'The name is known: write `object.name` instead of `getattr`.',
    'set-attr-with-constant': 'The name is known: write `object.name = …` instead of `setattr`.',
    'unnecessary-spread': 'Write the items of the inner dictionary directly.',
    'unnecessary-direct-lambda-call': 'Write the value directly instead of calling a lambda on the spot.',
  },
})

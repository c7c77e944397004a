import { rulesOf } from './rule.ts'

const FORMAT = 'The text and the values put into it do not fit together: give each placeholder its value.'
const NEVER_TRUE =
  'This condition is always false: one of its parts rules out the other. Test what was meant.'
const ALWAYS_TRUE = 'This condition is always true, whatever its other part is: test what was meant.'

/** Constructs that are rarely what was meant: the grave ones fail or mislead whenever they run. */
export const ERROR_PRONE = rulesOf('error-prone', {
  ERROR: {
    'undefined-name': 'The name {} is not known here: define or import it, or correct its spelling.',
    'undefined-local': 'The variable {} is used here before it has a value: set it first.',
    'undefined-export': 'The name {} is exported but never defined: define it, or take it out of `__all__`.',
    'is-literal':
      '`is` asks whether two things are one and the same object: compare values with `==` or `!=`.',
    'multi-value-repeated-key-literal':
      'The key {} comes twice, and the first value is lost: remove one of them.',
    'assert-tuple':
      'This assertion never fails, because a tuple that holds something is true: remove its brackets.',
    'if-tuple':
      'This condition is always true, because it is a tuple that holds something: use `and` or `or`.',
    'percent-format-missing-argument': FORMAT,
    'percent-format-extra-named-arguments': FORMAT,
    'percent-format-positional-count-mismatch': FORMAT,
    'percent-format-invalid-format': FORMAT,
    'percent-format-unsupported-format-character': FORMAT,
    'bad-string-format-type': FORMAT,
    'string-dot-format-missing-arguments': FORMAT,
    'string-dot-format-extra-positional-arguments': FORMAT,
    'string-dot-format-extra-named-arguments': FORMAT,
    'string-dot-format-mixing-automatic': FORMAT,
    'string-dot-format-invalid-format': FORMAT,
    'raise-not-implemented': '`NotImplemented` is no exception: raise `NotImplementedError`.',
    'raise-literal': 'Only exceptions can be raised: raise `ValueError(…)`, or another exception that fits.',
    'useless-exception-statement': 'This exception is made but not raised: write `raise` before it.',
    'mutable-argument-default':
      'This default value is made once, and all calls share it: use `None`, and make the value inside the function.',
    'mutable-dataclass-default': 'All objects would share this value: use `field(default_factory=…)`.',
    'mutable-fromkeys-value': 'All keys share this one value: make a value for each key in a comprehension.',
    'default-factory-kwarg': 'A default factory is the first argument of `defaultdict`: leave out its name.',
    'loop-iterator-mutation':
      'The loop changes {} while it goes over it: go over a copy, or build a new collection.',
    'loop-variable-overrides-iterator': 'The loop variable {} replaces what the loop goes over: rename it.',
    'static-key-dict-comprehension':
      'The key is the same in every turn, so that one value is left: use the loop variable.',
    'comparison-with-itself':
      'Both sides of this comparison are the same: compare with something else, or use `math.isnan(…)`.',
    'nan-comparison': 'Nothing equals NaN, not even NaN itself: use `math.isnan(…)`.',
    'expr-and-not-expr': NEVER_TRUE,
    'expr-and-false': NEVER_TRUE,
    'expr-or-not-expr': ALWAYS_TRUE,
    'expr-or-true': ALWAYS_TRUE,
    'unary-prefix-increment-decrement': 'Python has no `++` and no `--`: write `+= 1` or `-= 1`.',
    'unintentional-type-annotation': 'This only names a type and gives no value: assign with `=`.',
    'assert-on-string-literal':
      'A text that is not empty is always true: assert the condition, then the text.',
    'return-in-init': '`__init__` returns nothing: set attributes of `self` instead.',
    'yield-in-init': '`__init__` cannot be a generator: set attributes of `self` instead.',
    'duplicate-bases': 'The class {} comes twice among the bases: remove one of them.',
    'super-without-brackets': '`super` has to be called: write `super().…`.',
    'unexpected-special-method-signature':
      'The special method {} takes another number of parameters: correct them.',
    'property-with-parameters': 'A property takes no parameters besides `self`: make it a method.',
    'except-with-non-exception-classes': 'Only exceptions can be caught: name an exception class.',
    'duplicate-try-block-exception': 'The exception {} is caught above already: remove one of the two.',
    'binary-op-exception': 'This catches one of the exceptions only: write them as a tuple, `except (A, B)`.',
    'invalid-index-type': 'This cannot be used as an index: use a whole number or a slice.',
  },
  WARNING: {
    'undefined-local-with-import-star':
      'This import brings in names that nobody sees: import the names that you use, or the module itself.',
    'redefined-while-unused':
      'The name {} is defined twice, and the first is never used: remove or rename one.',
    'bare-except':
      'This catches every error, even that the program is to end: name the exceptions that you expect.',
    'try-except-pass':
      'Errors vanish here: handle them, let them pass, or say in a comment why none matters.',
    'try-except-continue':
      'Errors vanish here: handle them, let them pass, or say in a comment why none matters.',
    'duplicate-handler-exception': 'An exception comes twice here: remove one of the two.',
    'except-with-empty-tuple': 'This catches nothing: name the exceptions that you expect.',
    'jump-statement-in-finally': 'Leaving here makes errors vanish: let `finally` only clean up.',
    'none-comparison': '`None` is one object: compare with `is None` or `is not None`.',
    'type-comparison':
      'This leaves out subclasses: use `isinstance(…)`, or `is` where the very type matters.',
    'function-call-in-default-argument':
      'This default value is computed once, when the function is defined: use `None`, and compute it inside.',
    'function-uses-loop-variable':
      'This function sees the last value of {}, not the one of its turn: hand the value on as an argument.',
    'reuse-of-groupby-generator': 'A group can be gone through once only: keep it in a list.',
    'strip-with-multi-characters':
      'This strips single characters, not the word: use `removeprefix` or `removesuffix`.',
    'duplicate-value': 'The value {} comes twice in this set: remove one of them.',
    'duplicate-class-field-definition': 'The attribute {} is set twice: remove one of the two.',
    'non-unique-enums':
      'Two members of this enum have the same value, so that they are one: give each its own.',
    'open-file-with-context-handler':
      'This file may stay open when something fails: open it in a `with` statement.',
    'global-statement':
      'The function changes {} outside of itself: take the value as a parameter and return it.',
    'global-at-module-level': '`global` does nothing outside of a function: remove it.',
    'redefined-argument-from-local': 'This gives the parameter {} another meaning: use another name.',
    'self-or-cls-assignment': 'This changes what {} is for the rest of the method only: use another name.',
    'bad-staticmethod-argument':
      'A static method is not given {}: remove it, or make it a method of the object.',
    'useless-else-on-loop':
      'This `else` always runs, because nothing breaks the loop: put its code after the loop.',
    'comparison-of-constant': 'This comparison always has the same outcome: compare what was meant.',
    'invalid-escape-sequence':
      'The backslash in {} means nothing here: double it, or write `r` before the string.',
    'single-line-implicit-string-concatenation':
      'These strings are joined without a sign: put a comma or a `+` between.',
    'trailing-comma-on-bare-tuple':
      'The comma at the end makes this a tuple: remove it, or write the brackets.',
    'missing-f-string-syntax': 'The braces stay as they are in this string: write `f` before it.',
    'assignment-in-assert': 'The value is set only while assertions are on: assign before the assertion.',
    'useless-if-else': 'Both ways give the same value: remove the condition, or correct one of the values.',
    'useless-contextlib-suppress': 'This suppresses nothing: name the exceptions that you expect.',
    'f-string-docstring': 'An f-string is no docstring: remove the `f`.',
    debugger: 'The debugger was left over: remove it.',
  },
  INFO: {
    'implicit-string-concatenation-in-collection-literal':
      'Two strings are joined here without a sign: put a comma between them, or brackets around them.',
    'redundant-tuple-in-exception-handler':
      'A tuple of one exception is that exception: leave out the tuple.',
  },
})

/** Words up to which a comment can be a mere echo of its line. */
const MAX_ECHO_WORDS = 6

/** Whether a comment holds no word that is not in the code, or only says in words what a sign of it does. */
export function echoes(words: string, code: string): boolean {
  const said = split(words).filter((word) => !FILLERS.has(word))
  if (said.length === 0 || said.length > MAX_ECHO_WORDS || code.trim() === '') return false
  const known = new Set([...split(code), ...SIGNS.flatMap(([sign, names]) => (sign.test(code) ? names : []))])
  return said.every((word) => known.has(word))
}

const FILLERS = new Set(
  split('a an the to of in is it its this that we i now here by from with and then on one'),
)

const SIGNS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\+\+|\+=/, ['increment', 'increase', 'add']],
  [/--|-=/, ['decrement', 'decrease', 'subtract']],
  [
    /[^=!<>]=(?![=>])/,
    ['set', 'assign', 'declare', 'define', 'create', 'initialize', 'initialise', 'variable', 'value'],
  ],
  [/\b(for|while)\b/, ['loop', 'iterate', 'through', 'over', 'each']],
  [/\b(if|elif)\b/, ['check', 'condition', 'whether']],
  [/\breturn\b/, ['give', 'back', 'result']],
  [/\b(function|def)\b|=>/, ['function', 'method', 'define']],
  [/\(/, ['call', 'function']],
]

/** The words of a text or the names of a piece of code, lower case, without a plural's or a verb's `s`. */
function split(text: string): readonly string[] {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return (apart.match(/\p{L}+/gu) ?? []).map((word) => word.toLowerCase().replace(/(?<=..)s$/, ''))
}

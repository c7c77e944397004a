import { FUNCTION_WORDS, NEGATIONS } from '../text/function-words.ts'

// Who documents writes phrases, however short: "Adds two numbers", "Sum of squares", "Greatest common divisor". Words in a
// row ("foo bar numbers return") hold nothing together. What tells one from the other has to be simple enough to explain,
// to know no language too well, and never to be undone by words that are added.

/**
 * Whether a comment holds a phrase: a small word (of, the, in, if …) between two others; a verb that opens a sentence and
 * has something to act on; a name for what does something (JSON parser); a word that by its ending goes with the next
 * (greatest, cached, sorting); or words of a
 * language that is not written with the letters of English alone.
 */
export function holdsPhrase(comment: string): boolean {
  const text = comment.replace(TAG, ' \n ')
  const words = text.toLowerCase().match(WORD) ?? []
  if (joins(words) || modifies(words) || isForeign(words)) return true
  return text.split(SENTENCE_START).some((sentence) => opensWithVerb(sentence) || namesMeans(sentence))
}

/**
 * A tag with what it names, which may be called as a small word is: `@param {number} a`. A type whose end is missing
 * goes as far as its line: were its words counted, the brace that comes after them would take them away.
 */
const TAG =
  /@\w+(?:\s*\{[^{}@\n]*\}?)?|(?<=@(?:param|arg|argument|property)\b(?:\s*\{[^{}@\n]*\}?)?)\s+\[?[\w$.]+/g
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}_'’]*/gu
const SENTENCE_START = /[.!?:;,\n]+|\s[-–—]\s/

const list = (words: string) => new Set(words.trim().split(/\s+/))

/** Small words of other languages that are written with the letters of English. */
const ELSEWHERE = list(`
  der die das den dem des ein eine einen einer und oder von vom zu zum zur mit auf aus bei ist wenn wird nach im
  le la les un une du et ou est dans sur pour par avec qui que si au aux ce cette
  el los las del y en por para con una uno al lo il gli della delle di e che se nel
  os um uma dos da com em no na het een van voor met op te zijn og av til det
  jest nie lub ve bir ile dan yang untuk dari
`)
/** Small words that are verbs or names as well say nothing where they stand. */
const AMBIGUOUS = list(
  'i get gets got getting make makes made making let one ones own might must e y no even here there',
)

const isSmall = (word: string) =>
  !AMBIGUOUS.has(word) && (FUNCTION_WORDS.has(word) || NEGATIONS.has(word) || ELSEWHERE.has(word))

function joins(words: readonly string[]): boolean {
  const first = words.findIndex((word) => !isSmall(word))
  const last = words.findLastIndex((word) => !isSmall(word))
  return first !== -1 && words.slice(first, last).some(isSmall)
}

const MODIFIER = /(?:ing|[^e]ed|est|ly|[rt]ical|[mt]etic)$/
const NO_MODIFIERS = list(
  'string thing ring king spring ping test rest request latest interest embed reply family supply',
)

function modifies(words: readonly string[]): boolean {
  return words.some((word, i) => {
    return word.length > 4 && MODIFIER.test(word) && !NO_MODIFIERS.has(word) && i + 1 < words.length
  })
}

/** Letters beyond those of English, in two words or, where words are not parted, in one of some length. */
function isForeign(words: readonly string[]): boolean {
  const foreign = words.filter((word) => /[^\p{ASCII}’]/u.test(word))
  return foreign.length > 0 && (words.length > 1 || foreign.some((word) => word.length > 3))
}

/** "Adds two numbers", "Parse dates": the verb as a command or as what is done, and at least one word more. */
function opensWithVerb(sentence: string): boolean {
  const [first, ...others] = sentence.match(WORD) ?? []
  if (first === undefined || others.length === 0 || NOUNS_TOO.has(first)) return false
  const word = first.toLowerCase()
  return (
    stemsOf(word).some((stem) => VERBS.has(stem)) || /[^aeiou](?:ifies|izes|ises|ify|ize|ise)$/.test(word)
  )
}

/** "Leap year check", "JSON parser", written as a sentence is: what does something, by its ending or its name. */
function namesMeans(sentence: string): boolean {
  const [first = '', ...others] = sentence.match(WORD) ?? []
  return (
    /^\p{Lu}/u.test(first) &&
    others.map((word) => word.toLowerCase()).some((word) => MEANS.test(word) && !NO_MEANS.test(word))
  )
}

const MEANS =
  /(?:[a-z]{2}(?:er|or|tion|ment)|check|test|lookup|search|sort|cache|queue|stack|heap|tree|record|item|table)s?$/
const NO_MEANS =
  /^(?:numb|integ|paramet|oth|err|func|excep|documenta|descrip|com|argu|state|ret|poin|charact)(?:er|or|tion|ment)s?$/

/** Verbs that are names of things as often: they open a sentence where they are written as one, with a capital. */
const NOUNS_TOO = list(`
  return total sum count number test index list map result process start stop end value values numbers totals sums counts
  lists indexes tests results filter sort function code
`)

function stemsOf(word: string): readonly string[] {
  return [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')]
}

const VERBS = list(`
  accept accumulate add adjust advance aggregate align allocate allow append apply approximate arrange ask assemble assert
  assign attach average await backtrack balance begin bind block bound broadcast bubble build bundle cache calculate call
  cancel capitalise capitalize cast catch check choose chunk clamp classify clean clear clone close coerce collapse collect
  combine compact compare compile compose compress compute concatenate configure connect consume contain convert copy count
  create cut debounce decide declare decode decrease decrement decrypt deduplicate define delay delegate delete derive
  describe deserialise deserialize detect determine disable discard dispatch display divide double download draw drop
  dump emit empty enable encode encrypt end enforce enqueue ensure enter enumerate equal escape estimate evaluate exchange
  exclude execute expand expect expire explain expose extend extract fail fetch fill filter find finish fire fix flatten
  flip float flush fold follow force forget format forward free generate give go grow guard guess halve handle hash hide
  hold identify ignore implement import include increase increment index infer inherit initialise initialize insert inspect
  instantiate interpolate intersect invert invoke iterate join keep launch leave lend lift link list listen load locate
  lock log look loop lower maintain make manage map mark mask match maximise maximize measure memoise memoize merge migrate
  minimise minimize mirror model modify mount move multiply mutate negate normalise normalize notify obtain open order
  override pack pad paginate parse partition pass patch pause perform permute persist pick pipe place play poll pop populate
  post prefix prepare prepend present prevent print process produce protect prove provide prune publish pull push put query
  queue raise randomise randomize read rebuild receive recompute record recover redirect reduce refresh refund register reject
  release reload remember remove rename render reorder repeat replace report represent request require reset resize resolve
  respond restore retain retrieve retry return reveal reverse revert rewrite roll rotate round route run sample sanitise
  sanitize save scale scan schedule score search select send separate serialise serialize serve set shift shorten show
  shuffle shut sign simplify simulate skip slice solve sort specify split square stack start stop store stream strip submit
  subscribe subtract suffix sum summarise summarize swap switch synchronise synchronize take tally tell terminate test throttle
  throw tokenise tokenize total trace track transform translate transpose traverse triple trim truncate try turn unescape
  union unlock unpack unregister unsubscribe unwrap unzip update upload uppercase use validate verify visit wait walk warn
  watch weigh wrap write yield zip
`)

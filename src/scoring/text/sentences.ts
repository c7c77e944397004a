import { plainProse } from './plain-prose.ts'

// block: a paragraph, a list item or a heading. Sentences never reach from one block into the next.

/** Sentences of a text that are read. */
const MAX_SENTENCES = 2000

export interface Sentence {
  readonly text: string
  /** A heading is read for what it says, but it is no sentence by whose length a text is hard to read. */
  readonly isHeading: boolean
}

/**
 * The sentences of a text. The rules are our own, and not those of the ICU library that Node comes with, because
 * another release of it may split differently, and so score differently.
 */
export function sentencesOf(text: string): readonly Sentence[] {
  return blocksOf(plainProse(text))
    .slice(0, MAX_SENTENCES)
    .flatMap(({ lines, isHeading }) =>
      splitBlock(lines.join(' ')).map((sentence) => ({ text: sentence, isHeading })),
    )
    .slice(0, MAX_SENTENCES)
}

interface Block {
  readonly lines: string[]
  readonly isHeading: boolean
}

const ITEM = /^(?:[-+•–·▪]|\d{1,3}[.)]|[a-z]\))\s+(?:\[[ xX]\]\s+)?/
const HEADING = /^#{1,6}\s+/
const RULE = /^(?:[-=_|:\s]+)$/
/** Where a line is at least this long, its end is taken for the edge of the page and not for the end of a thought. */
const WRAPPED_CHARS = 50

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(/^(?:>\s*)+/, '')
    if (line === '' || RULE.test(line)) {
      open = null
      continue
    }
    const isHeading = HEADING.test(line)
    const continues = open !== null && !isHeading && !ITEM.test(line) && goesOn(open.lines.at(-1) ?? '', line)
    const words = line
      .replace(HEADING, '')
      .replace(ITEM, '')
      .replace(/^\||\|$/g, '')
      .trim()
    if (open !== null && continues) open.lines.push(words)
    else {
      const block: Block = { lines: [words], isHeading }
      blocks.push(block)
      open = isHeading ? null : block
    }
  }
  return blocks
}

/** Whether a line goes on with the one before it. */
function goesOn(before: string, line: string): boolean {
  if (/[.!?…:;]["')\]”’]*$/.test(before)) return false
  return /^[\p{Ll}(]/u.test(line) || before.length >= WRAPPED_CHARS
}

/** After these a full stop ends no sentence. */
const ABBREVIATIONS =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|sr|jr|st|no|nos|vs|approx|ca|fig|e\.g|i\.e|inc|ltd|co|corp|dept|est|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|\p{Lu})\.$/iu
/** Begins where a run of marks does: to try each of a long run would take its square. */
const END = /(?<![.!?…])[.!?…]+["')\]”’]*\s+|[。！？]+/gu

function splitBlock(block: string): readonly string[] {
  const sentences: string[] = []
  let start = 0
  for (const match of block.matchAll(END)) {
    const end = match.index + match[0].length
    if (!endsSentence(block, match.index, end)) continue
    sentences.push(block.slice(start, end).trim())
    start = end
  }
  sentences.push(block.slice(start).trim())
  return sentences.filter((sentence) => /[\p{L}\d]/u.test(sentence))
}

function endsSentence(block: string, mark: number, end: number): boolean {
  if (block[mark] !== '.') return true
  const before = block.slice(Math.max(0, mark - 10), mark + 1)
  if (ABBREVIATIONS.test(before)) return false
  return /^["'“‘([]*[^\p{Ll}]/u.test(block.slice(end, end + 4))
}

/** Words of a passage: what goes beyond is another, so that a text without full stops is no single sentence. */
const MAX_PASSAGE_WORDS = 40

/** A sentence in passages of bounded length, cut after a comma or the like where there is one. */
export function passagesOf(sentence: string): readonly string[] {
  const pieces = sentence.split(/(?<=\s)/)
  const passages: string[] = []
  let open: string[] = []
  for (const piece of pieces) {
    open.push(piece)
    if (open.length < MAX_PASSAGE_WORDS) continue
    const comma = open.findLastIndex((word) => /[,;:–—]\s*$/.test(word))
    const cut = comma < MAX_PASSAGE_WORDS / 2 ? open.length : comma + 1
    passages.push(open.slice(0, cut).join('').trim())
    open = open.slice(cut)
  }
  if (open.length > 0) passages.push(open.join('').trim())
  return passages.filter((passage) => passage !== '')
}

import { median } from '../measure.ts'
import { demandsOn, type Row, rowName, short } from '../row.ts'
import { type Block, lineBlock, MARGIN, space, text, WIDTH, wrap } from './svg.ts'

const BAR = 14
const FROM = MARGIN + 44
/** Leaves room for a figure behind the longest bar. */
const TO = WIDTH - MARGIN - 120
/** What a figure's words take, more or less: a mark so near behind a bar would stand in them. */
const WORDS = 80
const CHARACTERS_A_LINE = 125

/**
 * A row of the results: a bar for us and one for the peer on one scale from nought, with dashed marks at what ours must
 * reach or may not pass, and the ratio.
 */
export function rowBlocks(row: Row): readonly Block[] {
  const ours = median(row.ours)
  const peer = row.peer && median(row.peer)
  const marks = marksOf(row, peer)
  const most = Math.max(ours, peer ?? 0, ...marks)
  const x = (value: number) => FROM + (most > 0 ? (Math.max(0, value) / most) * (TO - FROM) : 0)
  const bar = (who: 'ours' | 'peer', value: number, ends: readonly number[]) =>
    barBlock({ who, end: x(value), words: `${short(value)} ${row.unit}`, marks: ends })
  return [
    titleBlock(row),
    ...wrap(about(row), CHARACTERS_A_LINE).map((line) => lineBlock(line, 'muted')),
    bar('ours', ours, marks.map(x)),
    ...(peer === undefined ? [] : [bar('peer', peer, [])]),
    space(18),
  ]
}

/** Where ours would just be what was promised. */
function marksOf({ target, bound }: Row, peer: number | undefined): readonly number[] {
  const byPeer = target === undefined || peer === undefined ? [] : [peer * target]
  return bound === undefined ? byPeer : [...byPeer, bound]
}

const titleBlock = (row: Row): Block => ({
  height: 16,
  draw: (y) =>
    [
      text(MARGIN, y + 12, rowName(row).replaceAll('-', ' '), 'name'),
      text(WIDTH - MARGIN, y + 12, verdict(row), verdictKind(row), 'end'),
    ].join('\n'),
})

function about({ what, better }: Row): string {
  const sentence = what.charAt(0).toUpperCase() + what.slice(1)
  return better === 'lower' ? `${sentence}; lower is better` : sentence
}

function verdict(row: Row): string {
  const ratio = row.ratio === undefined ? [] : [`${short(row.ratio)} × peer`]
  const demands = demandsOn(row).map(({ words, met }) => `${met ? '✓' : '✗'} ${words}`)
  return [...ratio, ...demands].join(' · ')
}

function verdictKind(row: Row): string {
  if (demandsOn(row).length === 0) return 'muted'
  return row.met ? 'met' : 'missed'
}

interface Bar {
  readonly who: 'ours' | 'peer'
  readonly end: number
  readonly words: string
  readonly marks: readonly number[]
}

function barBlock({ who, end, words, marks }: Bar): Block {
  const free = Math.max(end, ...marks.filter((at) => at > end - 4 && at < end + WORDS))
  const width = Math.max(1, end - FROM).toFixed(1)
  return {
    height: BAR + 4,
    draw: (y) =>
      [
        text(MARGIN, y + BAR - 3, who, 'muted'),
        `  <rect class="${who}" x="${FROM}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`,
        text(free + 8, y + BAR - 3, words),
        ...marks.map((x) => mark(x, y - 2, y + BAR + 2)),
      ].join('\n'),
  }
}

const mark = (x: number, from: number, to: number) =>
  `  <line class="mark" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${from}" y2="${to}"/>`

import { median } from '../measure.ts'
import { demands, type Row, rowName, short } from '../row.ts'
import { type Block, MARGIN, text, WIDTH, wrap } from './svg.ts'

const BAR = 14
const GAP = 4
const LABEL = 44
const BARS_FROM = MARGIN + LABEL
/** Leaves room for a figure behind the longest bar. */
const BARS_WIDTH = WIDTH - BARS_FROM - MARGIN - 120
const CHARACTERS_A_LINE = 125

/**
 * A row of the results: a bar for us and one for the peer on one scale from nought, a dashed mark at what ours must
 * reach or may not pass, and the ratio.
 */
export function rowBlock(row: Row): Block {
  const bars = [
    { who: 'ours', value: median(row.ours) },
    ...(row.peer === undefined ? [] : [{ who: 'peer', value: median(row.peer) }]),
  ]
  const marks = marksOf(row)
  const most = Math.max(...bars.map(({ value }) => value), ...marks)
  const x = (value: number) => BARS_FROM + (most > 0 ? (Math.max(0, value) / most) * BARS_WIDTH : 0)
  const about = wrap(sentence(row.what), CHARACTERS_A_LINE)
  const barsAt = 22 + about.length * 16
  const barsHeight = bars.length * (BAR + GAP)
  return {
    height: barsAt + barsHeight + 18,
    draw: (y) =>
      [
        text(MARGIN, y + 12, rowName(row).replaceAll('-', ' '), 'name'),
        text(WIDTH - MARGIN, y + 12, verdict(row), row.met ? 'met' : 'missed', 'end'),
        ...about.map((line, i) => text(MARGIN, y + 29 + i * 16, line, 'muted')),
        ...bars.map(({ who, value }, i) =>
          bar(y + barsAt + i * (BAR + GAP), who, x(value), amount(row, value)),
        ),
        ...marks.map((value) => mark(x(value), y + barsAt - 2, BAR + 4)),
      ].join('\n'),
  }
}

/** Where ours would just be what was promised. */
function marksOf({ target, bound, peer }: Row): readonly number[] {
  const byPeer = target === undefined || peer === undefined ? [] : [median(peer) * target]
  return bound === undefined ? byPeer : [...byPeer, bound]
}

function bar(y: number, who: string, end: number, value: string): string {
  const width = Math.max(1, end - BARS_FROM).toFixed(1)
  return [
    text(MARGIN, y + BAR - 3, who, 'muted'),
    `  <rect class="${who}" x="${BARS_FROM}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`,
    text(end + 8, y + BAR - 3, value),
  ].join('\n')
}

const mark = (x: number, y: number, height: number) =>
  `  <line class="mark" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${y}" y2="${y + height}"/>`

const amount = ({ unit }: Row, value: number) => `${short(value)} ${unit}`

function verdict(row: Row): string {
  const ratio = row.ratio === undefined ? [] : [`${short(row.ratio)} × peer`]
  const wanted = demands(row)
  const asked = wanted.length === 0 ? [] : [`${row.met ? '✓' : '✗ missed:'} ${wanted.join(', ')}`]
  return [...ratio, ...asked].join('   ')
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

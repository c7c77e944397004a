import { short } from '../row.ts'
import type { Series } from '../soak/report.ts'
import { type Block, MARGIN, text, WIDTH } from './svg.ts'

const HEIGHT = 40
const FROM = MARGIN + 150
const TO = WIDTH - MARGIN - 200

/** A memory over time, on a scale from nought, with its end and its trend. */
export function seriesBlock(
  { process, kind, mb, mbPerHour, flat }: Series,
  atMinute: readonly number[],
): Block {
  const most = Math.max(...mb, 1) * 1.1
  const last = atMinute.at(-1) || 1
  const trend = `${mbPerHour < 0 ? '−' : '+'}${short(Math.abs(mbPerHour))} MB/h`
  return {
    height: HEIGHT + 14,
    draw(y) {
      const bottom = y + HEIGHT
      const points = mb.map((value, i) => {
        const x = FROM + ((atMinute[i] ?? 0) / last) * (TO - FROM)
        return `${x.toFixed(1)},${(bottom - (value / most) * HEIGHT).toFixed(1)}`
      })
      return [
        text(MARGIN, bottom - 12, process, 'name'),
        text(MARGIN, bottom + 3, kind, 'muted'),
        `  <line class="axis" x1="${FROM}" x2="${TO}" y1="${bottom}" y2="${bottom}"/>`,
        `  <polyline class="line" points="${points.join(' ')}"/>`,
        text(TO + 12, bottom - 12, `${short(mb.at(-1) ?? 0)} MB, ${trend}`),
        text(TO + 12, bottom + 3, flat ? 'flat' : 'not flat', flat ? 'met' : 'missed'),
      ].join('\n')
    },
  }
}

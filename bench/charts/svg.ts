// A chart's frame and its pieces. The styles follow the reader's colour scheme; a chart has its own ground, so that it
// is readable on pages that do not.

export const WIDTH = 840
export const MARGIN = 24

const STYLE = `
    text { font: 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328 }
    .ground { fill: #ffffff; stroke: #d1d9e0 }
    .heading { font-size: 16px; font-weight: 600 }
    .name { font-weight: 600 }
    .muted { fill: #59636e; font-size: 12px }
    .met { fill: #1a7f37; font-weight: 600 }
    .missed { fill: #cf222e; font-weight: 600 }
    .ours { fill: #0969da; stroke: none }
    .peer { fill: #afb8c1; stroke: none }
    .mark { stroke: #1f2328; stroke-width: 2; stroke-dasharray: 3 2 }
    .line { fill: none; stroke: #0969da; stroke-width: 1.5 }
    .axis { stroke: #d1d9e0 }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .ground { fill: #0d1117; stroke: #3d444d }
      .muted { fill: #9198a1 }
      .met { fill: #3fb950 }
      .missed { fill: #f85149 }
      .ours { fill: #4493f8 }
      .peer { fill: #545d68 }
      .mark { stroke: #f0f6fc }
      .line { stroke: #4493f8 }
      .axis { stroke: #3d444d }
    }`

/** A piece of a chart that is so many pixels high, drawn from `y` downwards. */
export interface Block {
  readonly height: number
  draw(y: number): string
}

/** Stacks blocks into a picture. `title` is what a screen reader says. */
export function picture(title: string, blocks: readonly Block[]): string {
  let y = MARGIN
  const drawn = blocks.map((block) => {
    const at = y
    y += block.height
    return block.draw(at)
  })
  const height = y + MARGIN / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
  <title>${escaped(title)}</title>
  <style>${STYLE}
  </style>
  <rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
${drawn.filter((svg) => svg !== '').join('\n')}
</svg>
`
}

/** Text with its baseline at `y`. */
export function text(
  x: number,
  y: number,
  words: string,
  kind = '',
  anchor: 'start' | 'end' = 'start',
): string {
  return `  <text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${kind}" text-anchor="${anchor}">${escaped(words)}</text>`
}

/** A heading, or a line of small print. */
export const lineBlock = (words: string, kind: 'heading' | 'muted'): Block => ({
  height: kind === 'heading' ? 34 : 18,
  draw: (y) => text(MARGIN, y + (kind === 'heading' ? 18 : 11), words, kind),
})

/** Nothing, so many pixels high. */
export const space = (height: number): Block => ({ height, draw: () => '' })

/** Breaks words into lines of so many characters at most. */
export function wrap(words: string, most: number): readonly string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const escaped = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

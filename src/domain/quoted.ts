import { cut } from './limits.ts'

/** Characters of a name or a value inside a sentence; past it a reader has recognised it anyway. */
const MAX_QUOTED_CHARS = 80

/**
 * A name or a value that somebody else wrote, set between backticks for use inside a message: on one line, cut,
 * and without backticks of its own, so that it cannot end its own quotation.
 */
export function quoted(text: string, max: number = MAX_QUOTED_CHARS): string {
  const line = text
    .replaceAll('`', "'")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return `\`${cut(line, max) || ' '}\``
}

/**
 * A sentence as Markdown. What stands between backticks (`quoted`) becomes a code span, in which nothing is
 * interpreted; in the rest every sign that could begin markup, HTML or a link is escaped.
 */
export function prose(sentence: string): string {
  const line = sentence.replace(/\s+/g, ' ')
  // A backtick without its partner opens nothing.
  return line
    .split(/(`[^`]*`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? part : escaped(part)))
    .join('')
}

/** Any text as a code span on one line; its own backticks become apostrophes. */
export function codeSpan(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ') || ' '}\``
}

/** Escapes what CommonMark and GFM could read as markup, and splits what they could read as an address. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>&|~#!]/g, '\\$&').replace(/:(?=\/\/)|\b(?<=www)\.|@/gi, '\\$&')
}

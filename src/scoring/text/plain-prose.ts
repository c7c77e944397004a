/** Characters of a text that are read: room for 10,000 words, the most that a task can ask for. */
const MAX_READ_CHARS = 80_000

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&nbsp;', ' '],
])

/**
 * A text as a reader sees it: lines end in \n, invisible characters and HTML tags are gone, and of Markdown only
 * what tells lines apart is left. What it cuts and replaces takes time in proportion to the text's length.
 */
export function plainProse(text: string): string {
  return text
    .slice(0, MAX_READ_CHARS)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, '')
    .replace(/<(?:br|\/?(?:p|div|li|ul|ol|h[1-6]|tr))\b[^<>]{0,200}>/gi, '\n')
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, '')
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES.get(entity) ?? entity)
    .replace(/!?\[([^[\]\n]{1,200})\]\([^()\s]{0,200}\)/g, '$1')
    .replace(/\*{1,3}|_{2}|~~|`+/g, '')
}

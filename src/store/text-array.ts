/** The type `text` in Postgres's catalogue. */
const TEXT_OID = 25
const HEADER_BYTES = 20

/**
 * Texts as one parameter of the type text[], in Postgres's binary form: one dimension, then each text by its length. In
 * the array's text form every quote and backslash would be escaped here and unescaped there, and learners' data is JSON.
 */
export function textArray(texts: readonly (string | null)[]): Buffer {
  const sizes = texts.map((text) => (text === null ? 0 : Buffer.byteLength(text)))
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, HEADER_BYTES))
  let at = 0
  for (const field of [1, texts.includes(null) ? 1 : 0, TEXT_OID, texts.length, 1]) {
    at = bytes.writeInt32BE(field, at)
  }
  texts.forEach((text, i) => {
    at = bytes.writeInt32BE(text === null ? -1 : (sizes[i] ?? 0), at)
    if (text !== null) at += bytes.write(text, at)
  })
  return bytes
}

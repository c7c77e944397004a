/** What an answer can be written as. */
export type MediaType = 'application/json' | 'application/graphql-response+json'

const ANSWERS: Readonly<Record<string, MediaType>> = {
  '*/*': 'application/json',
  'application/*': 'application/json',
  'application/json': 'application/json',
  'application/graphql-response+json': 'application/graphql-response+json',
}

/**
 * The media type of a result for an Accept header, chosen as yoga chooses it: the first that fits, whatever its q.
 * @returns null where none fits, or where the choice is not so plain that it could be made here
 */
export function mediaTypeFor(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept === '') return 'application/json'
  const known = ANSWERS[accept]
  if (known !== undefined) return known
  if (accept.includes('charset')) return null
  const names = accept.toLowerCase().split(',').map(nameOf)
  const first = names.find((name) => name in ANSWERS)
  const isPlain = names.every((name) => name in ANSWERS || !name.includes('*'))
  return first !== undefined && isPlain ? (ANSWERS[first] ?? null) : null
}

function nameOf(range: string): string {
  return range.replaceAll(/\s/g, '').split(';', 1)[0] ?? ''
}

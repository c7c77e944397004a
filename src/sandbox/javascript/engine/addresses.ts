const PARTS = [
  ...['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname'],
  ...['search', 'hash'],
] as const
const MAX_ADDRESS_CHARS = 100_000
/** What a program pays, in gas: for an address, and for each of its characters. */
const ADDRESS_GAS = 5000
const CHARACTER_GAS = 50

/**
 * Reads an address for a realm's `URL`. `asked` is a JSON list: the address, its base or null, and perhaps a part and
 * its new value. The answer is JSON of all parts, or `null` where it is no address.
 */
export function parseAddress(asked: string, pay: (gas: number) => void): string {
  pay(ADDRESS_GAS + asked.length * CHARACTER_GAS)
  const [address = '', base, part, value = ''] = JSON.parse(asked) as (string | null)[]
  if (asked.length > MAX_ADDRESS_CHARS) return 'null'
  const url = URL.parse(address ?? '', base ?? undefined)
  if (url === null) return 'null'
  if (typeof part === 'string') Reflect.set(url, part, value)
  return JSON.stringify(Object.fromEntries(PARTS.map((name) => [name, url[name]])))
}

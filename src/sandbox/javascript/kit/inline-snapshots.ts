import type { RawMatcherFn } from '@vitest/expect'
import { stringify } from '@vitest/utils/display'

/** Compares a value with the text that the author's test kit once wrote of it into the test file. */
const toMatchInlineSnapshot: RawMatcherFn = (received: unknown, ...args: readonly unknown[]) => {
  const wanted = withoutIndent(String(args.findLast((arg) => typeof arg === 'string') ?? ''))
  const written = stringify(received, Number.POSITIVE_INFINITY, FORMAT).trim()
  return {
    pass: written === wanted,
    message: () => 'expected the value to match its snapshot',
    actual: written,
    expected: wanted,
  }
}

export const snapshotMatchers = { toMatchInlineSnapshot }

const FORMAT = {
  escapeString: false,
  printBasicPrototype: false,
  printFunctionName: false,
  maxLength: 100_000,
}

/** A snapshot's text is indented as the test is that it stands in. */
function withoutIndent(text: string): string {
  const indent = /^\n(?<indent>[ \t]+)\S/.exec(text)?.groups?.indent ?? ''
  const lines = text.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
  return lines.join('\n').trim()
}

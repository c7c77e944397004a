import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What Node itself prints for a program, which may have other files beside it. */
export function printedInNode(
  program: string,
  file: string,
  { input = '', beside = {} }: { input?: string; beside?: Readonly<Record<string, string>> } = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'io-'))
  try {
    for (const [name, text] of Object.entries({ ...beside, [file]: program }))
      writeFileSync(join(folder, name), text)
    return execFileSync(process.execPath, [join(folder, file)], {
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

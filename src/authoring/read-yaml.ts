import { parse } from 'yaml'

/** What a definition's file holds, or why it is no YAML. Merge keys (`<<: *base`) are taken as YAML 1.1 has them. */
export function readYaml(text: string): { readonly ok: unknown } | { readonly fault: string } {
  try {
    return { ok: parse(text, { merge: true }) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

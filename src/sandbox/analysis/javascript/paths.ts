/** The JavaScript and TypeScript among some paths, sorted. Files without an ending are code too; data is not. */
export function javaScriptPaths(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => /(^|\/)[^./]+$|\.([cm]?[jt]s|tsx)$/.test(path)).toSorted()
}

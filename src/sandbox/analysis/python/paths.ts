/** The Python among some paths, sorted. */
export function pythonPaths(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.endsWith('.py')).toSorted()
}

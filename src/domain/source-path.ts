/**
 * What is wrong with a path inside a submission, or null. A path is relative, has forward slashes, and stays
 * below the folder it starts from.
 */
export function checkSourcePath(path: string): string | null {
  if (path.length === 0 || path.length > 200) return 'must be a path of 1 to 200 characters'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\u0000-\u001f\u007f\\:]/.test(path))
    return 'a path holds no control characters, backslashes or colons'
  if (path.startsWith('/')) return 'must be a relative path'
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'a path may not climb or be empty'
  return null
}

/** A file that could not be loaded; the message names the file, and the line where there is one. */
export class LoadFailure extends Error {
  override readonly name = 'LoadFailure'
}

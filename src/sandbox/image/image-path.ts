const MAY_READ = '--allow-fs-read='

/** How the names of images end. */
export const IMAGE_ENDING = '.image'

/** The image that this process was started with: the file of such a name which it may read. */
export function imagePath(): string {
  const granted = process.execArgv.find((flag) => flag.startsWith(MAY_READ) && flag.endsWith(IMAGE_ENDING))
  if (granted === undefined) throw new Error('started without an image')
  return granted.slice(MAY_READ.length)
}

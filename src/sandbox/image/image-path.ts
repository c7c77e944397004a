const NAME = '/python.image'
const MAY_READ = '--allow-fs-read='

/** The name of the image's file in its folder. */
export const IMAGE_NAME = NAME.slice(1)

/** The image that this process was started with: the file of that name which it may read. */
export function imagePath(): string {
  const granted = process.execArgv.find((flag) => flag.startsWith(MAY_READ) && flag.endsWith(NAME))
  if (granted === undefined) throw new Error('started without an image')
  return granted.slice(MAY_READ.length)
}

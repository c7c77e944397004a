import { readFileSync } from 'node:fs'
import { makeImage } from '../engine/boot.ts'
import { type Image, readImage, writtenImage } from '../engine/image.ts'
import { imagePlace } from '../image-cache.ts'

/** The image of the kit as it is now: kept between test files, since to make one takes seconds. */
export function testImage(): Image {
  const place = imagePlace()
  if (!place.isThere) place.keep(writtenImage(makeImage()))
  return readImage(readFileSync(place.file))
}

import { readFileSync } from 'node:fs'
import { imagePlace } from '../../image/image-place.ts'
import { makeImage } from '../engine/boot.ts'
import { type Image, readImage, writtenImage } from '../engine/image.ts'
import { PYTHON_IMAGE } from '../image.ts'

/** The image of the kit as it is now: kept between test files, since to make one takes seconds. */
export function testImage(): Image {
  const place = imagePlace(PYTHON_IMAGE)
  if (!place.isThere) place.keep(writtenImage(makeImage()))
  return readImage(readFileSync(place.file))
}

import type { ImageOf } from '../image/image-place.ts'

/** A started Python with its system and kit, metered. */
export const PYTHON_IMAGE: ImageOf = {
  sandbox: 'python',
  packageName: 'pyodide',
  sources: ['python/**/*.{ts,py}', 'metering/*.ts'],
}

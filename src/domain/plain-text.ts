import { z } from 'zod'

/** Text that is kept as it is and compared: an id of the platform's own, a key, a name. */
export const plainText = z
  .string()
  .min(1, 'must be 1 to 200 characters')
  .max(200, 'must be 1 to 200 characters')
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'must hold no control characters')

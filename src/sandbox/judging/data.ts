/**
 * What a program returned, as plain data in every language: JSON, in which what JSON cannot say stands as an object
 * with the one key `$`: [kind, content].
 */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data }

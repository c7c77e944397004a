const { random } = Math

/** The part of the web's `crypto` that only wants chance, which is the same in every run here. */
export const crypto = {
  getRandomValues<T extends ArrayLike<number>>(list: T): T {
    for (let i = 0; i < list.length; i += 1) Reflect.set(list, i, Math.floor(random() * 2 ** 32))
    return list
  },

  randomUUID(): string {
    const digit = (bits: number) => Math.floor(random() * 2 ** bits)
    return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
      (place === 'x' ? digit(4) : 8 + digit(2)).toString(16),
    )
  },
}

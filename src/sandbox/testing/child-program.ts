import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { serve } from '../serve.ts'

// A child for the pool's tests: does as it is told.

export type Order =
  | { readonly do: 'echo'; readonly text: string }
  | { readonly do: 'count' }
  | { readonly do: 'note' | 'note and hang'; readonly notes: readonly string[] }
  | { readonly do: 'throw' | 'exit' | 'hang' | 'environment' | 'exhaust' }
  | { readonly do: 'read'; readonly path: string }
  | { readonly do: 'connect'; readonly port: number }

let count = 0

async function obey(order: Order, note: (note: string) => void): Promise<string> {
  switch (order.do) {
    case 'echo':
      return `${process.pid}:${order.text}`
    case 'count':
      count += 1
      return String(count)
    case 'note':
      for (const text of order.notes) note(text)
      return 'noted'
    case 'throw':
      throw new Error('as told')
    case 'exit':
      return process.exit(7)
    case 'note and hang':
      for (const text of order.notes) note(text)
      for (;;);
    case 'hang':
      for (;;);
    case 'environment':
      return JSON.stringify(Object.keys(Object.getOwnPropertyDescriptors(process).env?.value ?? {}).sort())
    case 'exhaust': {
      const hoard: number[][] = []
      for (;;) hoard.push(new Array(1e5).fill(1.5))
    }
    case 'read':
      return readFileSync(order.path, 'utf8')
    case 'connect':
      return await new Promise((resolve, reject) => {
        connect(order.port, '127.0.0.1', () => resolve('connected')).on('error', reject)
      })
  }
}

serve<Order, string, string>(obey)

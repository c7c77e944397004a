// An answer to the simulation invoice-totals that is nearly right: it rounds the tax of each line.

const roundedShare = (cents, percent) => Math.round((cents * percent) / 100)

export function invoiceTotals(invoice) {
  const byRate = {}
  let total = 0
  for (const { price, quantity, taxRate, discount = 0 } of invoice.lines) {
    const net = roundedShare(price * quantity, 100 - discount)
    const tax = roundedShare(net, taxRate)
    byRate[taxRate] ??= { rate: taxRate, net: 0, tax: 0 }
    byRate[taxRate].net += net
    byRate[taxRate].tax += tax
    total += net + tax
  }
  const taxes = Object.values(byRate)
  return { net: taxes.reduce((sum, { net }) => sum + net, 0), taxes, total }
}

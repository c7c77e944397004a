// Lets a test block a process's event loop, as a long computation would: SIGUSR2, for the time in BLOCK_MS.
process.on('SIGUSR2', () => {
  const until = performance.now() + Number(process.env.BLOCK_MS)
  while (performance.now() < until);
})

const TRIES = 40;

/**
 * Listens on the wanted port, or on the next free one when somebody has it.
 *
 * @param wanted 0: any free port.
 * @throws what `listen` throws, but for a port that is taken.
 */
export async function listenNear<T>(wanted: number, listen: (port: number) => Promise<T>): Promise<T> {
  for (let port = wanted; ; port += 1) {
    try {
      return await listen(port);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      if (!isTaken || port >= wanted + TRIES || port === 65_535) throw error;
    }
  }
}

/** A fault as the line writes it down: what kind and where. Never its message, which may hold numbers or what was said. */
export function faultWords(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))?.trim() ?? ''}` : 'rejection';
}

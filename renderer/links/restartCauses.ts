/** Causes that a new start of the program mends when looking again does not. */
export const restartCauses: ReadonlySet<string> = new Set(['database-silent', 'write-failed', 'lookup-failed', 'page-hung']);

/** One line of JSON on standard error. Details are codes, ids and counts: never a number, a name or a note of anybody. */
export type LogDetail = Readonly<Record<string, string | number | boolean | null>>;

function write(level: 'info' | 'warn' | 'error', event: string, detail: LogDetail): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...detail })}\n`);
}

/** An error's own words may hold anything, so only its class, code and place are logged. */
function errorDetail(error: unknown): LogDetail {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as NodeJS.ErrnoException).code ?? null;
  return { error: error.name, code, place: error.stack?.split('\n')[1]?.trim().replace(/\(.*[\\/]/, '(') ?? null };
}

export const logger = {
  info: (event: string, detail: LogDetail = {}): void => write('info', event, detail),
  warn: (event: string, detail: LogDetail = {}): void => write('warn', event, detail),
  error: (event: string, error: unknown, detail: LogDetail = {}): void => write('error', event, { ...errorDetail(error), ...detail }),
};

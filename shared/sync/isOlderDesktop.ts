/**
 * Whether a desktop's version is below another one. Compares 'major.minor.patch'; a version that is not so written counts as 0.0.0.
 */
export function isOlderDesktop(version: string, than: string): boolean {
  const numbers = (text: string): readonly number[] => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number) ?? [0, 0, 0];
  const [mine, least] = [numbers(version), numbers(than)];
  for (const [at, wanted] of least.entries()) {
    const have = mine[at] ?? 0;
    if (have !== wanted) return have < wanted;
  }
  return false;
}

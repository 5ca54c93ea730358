/** The unborn first, then the youngest: about whom the next question will most likely be. */
export function childrenInOrder<C extends { readonly birthDate: string | null; readonly dueDate: string | null }>(children: readonly C[]): readonly C[] {
  const dateOf = (child: C): string => child.birthDate ?? child.dueDate ?? '';
  return [...children].sort((a, b) => Number(b.birthDate === null) - Number(a.birthDate === null) || (dateOf(a) < dateOf(b) ? 1 : -1));
}

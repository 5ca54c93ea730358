/** An input method is choosing a candidate: the key belongs to it. 229 is what some of them send with `isComposing` still false. */
export function isComposing(event: { readonly isComposing?: boolean; readonly keyCode?: number; readonly nativeEvent?: { readonly isComposing?: boolean; readonly keyCode?: number } }): boolean {
  const native = event.nativeEvent ?? event;
  return native.isComposing === true || native.keyCode === 229;
}

/** Careline's mark: an open ring with a pulse through it. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <path d="M18.5 6.6A8.4 8.4 0 1 0 18.5 17.4" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M7.5 12h4l1.8-3.2 2 5.6 1.4-2.4h4.3" stroke="#53BBCA" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

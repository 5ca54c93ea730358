import './KeyCap.css';

/** A key as printed on the keyboard, for the eye: a screen reader is told keys by the key sheet. */
export function KeyCap({ name }: { readonly name: string }) {
  return <span className="desk-key-hold" aria-hidden="true"><kbd className="desk-key">{name}</kbd></span>;
}

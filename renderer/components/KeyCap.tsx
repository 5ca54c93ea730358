import './KeyCap.css';

/** A key as printed on the keyboard. Said aloud only where it is the one way to say it. */
export function KeyCap({ name }: { readonly name: string }) {
  return <kbd className="desk-key" aria-hidden="true">{name}</kbd>;
}

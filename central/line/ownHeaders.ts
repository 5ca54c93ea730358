/** Our own data in a header: percent-encoded, so that any text passes. */
export const ownHeader = (name: string, value: string | number): string => `${name}: ${encodeURIComponent(value)}`;

/** A number as a carrier writes it into an address: ASCII digits, an extension as the parameter RFC 3966 has for it. */
export const digitsOf = (number: string): string => {
  const [whole, extension] = /^(.*?)(?:(?:转|ext\.?|x)\s*(\d{1,8}))?$/i.exec(number.normalize('NFKC').trim())?.slice(1) ?? [number];
  const digits = (whole ?? '').replace(/[^\d+*#]/g, '');
  return extension === undefined || digits === '' ? digits : `${digits};ext=${extension}`;
};

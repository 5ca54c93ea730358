/** What one colleague's desktop tells the other's in a talk about a customer: the body of a SIP INFO of this type. */
export const TALK_NEWS_TYPE = 'application/careline-talk';

/** @param on the customer hears what is said from now on (三方), or no more. */
export const writeTalkNews = (on: boolean): string => `Customer-Hears: ${on ? 'yes' : 'no'}\r\n`;

/** @returns whether the customer hears; null: the body tells nothing of it. */
export function readTalkNews(contentType: string | undefined, body: string): boolean | null {
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== TALK_NEWS_TYPE) return null;
  const word = /^Customer-Hears:\s*(yes|no)\s*$/im.exec(body)?.[1];
  return word === undefined ? null : word.toLowerCase() === 'yes';
}

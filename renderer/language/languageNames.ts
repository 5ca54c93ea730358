/** Each language in its own words, whichever is spoken now. */
export const languageNames = { 'zh-CN': '中文', en: 'English' } as const;

import { z } from 'zod';

/** What this desktop remembers between runs, in one JSON file. Nothing personal, no secret. */
/** Keys that may work while another program has the focus. */
export const globalKeys = ['F2', 'F3', 'F4', 'F8'] as const;
export type GlobalKey = (typeof globalKeys)[number];

export const deskSettingsSchema = z.object({
  deviceId: z.uuid(),
  centralUrl: z.url({ protocol: /^https?$/ }),
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Percent of the design size. */
  textSize: z.union([z.literal(100), z.literal(112), z.literal(125), z.literal(150), z.literal(200)]),
  /** Media device ids; null: the system's default. */
  microphoneId: z.string().max(200).nullable(),
  speakerId: z.string().max(200).nullable(),
  ringerId: z.string().max(200).nullable(),
  ringVolume: z.number().min(0).max(1),
  /** Keys that work outside the window too: each is opt-in. */
  globalKeys: z.array(z.enum(globalKeys)).max(4),
  /** Action → key, where the agent changed it; what is missing has its usual key. */
  keys: z.record(z.string().max(40), z.string().max(40)),
  lastAgentNumber: z.string().max(8).nullable(),
});
export type DeskSettings = z.infer<typeof deskSettingsSchema>;
/** What a screen may change. */
export const settingsChangeSchema = deskSettingsSchema.omit({ deviceId: true }).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

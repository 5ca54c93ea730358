import { z } from 'zod';

/** `GET /callbacks/:id/fallback`: who has an open callback when its owner does not keep it; null: nobody is found, or nobody owns it. */
export const fallbackOwnerSchema = z.object({ name: z.string().nullable() });
export type FallbackOwner = z.infer<typeof fallbackOwnerSchema>;

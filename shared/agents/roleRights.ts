import type { Role } from './agent.ts';

/** Who is shown customers and may write about them. Editors keep the knowledge and are shown none. */
export const customerRoles = ['agent', 'supervisor', 'admin'] as const satisfies readonly Role[];

/** Who writes, publishes and withdraws answers. */
export const editorRoles = ['editor', 'admin'] as const satisfies readonly Role[];

/** Who may ask which colleague has seen a customer. */
export const auditRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

/** Who keeps what is to be said in a talk, and sees what did not apply. */
export const guideRoles = ['supervisor', 'editor', 'admin'] as const satisfies readonly Role[];

export function keepsGuides(role: Role): boolean {
  return (guideRoles as readonly Role[]).includes(role);
}

/** Who may erase what is kept of a customer who demands it, and see which desktops have heard of it. */
export const erasureRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

export function seesCustomers(role: Role): boolean {
  return (customerRoles as readonly Role[]).includes(role);
}

/** Who decides whether two households are one. An editor is shown no customers. */
export const mergeRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

/** Who says how the floor is run (queues, hours, holidays, skills), and sees how it stands. */
export const floorRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

export function runsFloor(role: Role): boolean {
  return (floorRoles as readonly Role[]).includes(role);
}

export function mayEdit(role: Role): boolean {
  return (editorRoles as readonly Role[]).includes(role);
}

export function mayAudit(role: Role): boolean {
  return (auditRoles as readonly Role[]).includes(role);
}

export function mayErase(role: Role): boolean {
  return (erasureRoles as readonly Role[]).includes(role);
}

export function mayMerge(role: Role): boolean {
  return (mergeRoles as readonly Role[]).includes(role);
}

/** Who reads the figures of days gone by. */
export const reportRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

export function mayReadReports(role: Role): boolean {
  return (reportRoles as readonly Role[]).includes(role);
}

import type { Role } from './agent.ts';

/** Who is shown customers and may write about them. Editors keep the knowledge and are shown none. */
export const customerRoles = ['agent', 'supervisor', 'admin'] as const satisfies readonly Role[];

/** Who may ask which colleague has seen a customer. */
export const auditRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

/** Who may erase what is kept of a customer who demands it, and see which desktops have heard of it. */
export const erasureRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

export function seesCustomers(role: Role): boolean {
  return (customerRoles as readonly Role[]).includes(role);
}

/** Who decides whether two households are one. An editor is shown no customers. */
export const mergeRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

export function mayAudit(role: Role): boolean {
  return (auditRoles as readonly Role[]).includes(role);
}

export function mayErase(role: Role): boolean {
  return (erasureRoles as readonly Role[]).includes(role);
}

export function mayMerge(role: Role): boolean {
  return (mergeRoles as readonly Role[]).includes(role);
}

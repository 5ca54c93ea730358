import type { Role } from './agent.ts';

/** Who is shown customers and may write about them. Editors keep the knowledge and are shown none. */
export const customerRoles = ['agent', 'supervisor', 'admin'] as const satisfies readonly Role[];

/** Who may ask which colleague has seen a customer. */
export const auditRoles = ['supervisor', 'admin'] as const satisfies readonly Role[];

export function seesCustomers(role: Role): boolean {
  return (customerRoles as readonly Role[]).includes(role);
}

/** Version 5 of the sealed tables: texts that go to customers. */
export const templateTables = {
  version: 5,
  stores: {
    templates: 'id, *scopes',
  },
} as const;

/** Version of the messages in shared/sync. Central serves this one and the one before. */
export const PROTOCOL_VERSION = 1;
/** Version of the record shapes a desktop mirrors; a desktop whose own differs re-pulls or is asked to update. */
export const RECORD_SCHEMA_VERSION = 1;

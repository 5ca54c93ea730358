/** Version of the messages in shared/sync. Central serves this one and the one before. */
export const PROTOCOL_VERSION = 1;
/**
 * Version of the record shapes a desktop mirrors; a desktop whose own differs re-pulls or is asked to update.
 * 2: the tables notice and erasure, the scope desk:<mirror>, the refusal 'erased'; two values of a child's or a household's field in its file, the ops that correct them; consents by what a record says; what a consent is for as a code; households of an outbound call; the tables guide and opening, and the ops of both; messages to customers, the tables template, wordTable and expertQuestion; what a supervisor and an agent say about a call (the table coaching).
 */
export const RECORD_SCHEMA_VERSION = 2;

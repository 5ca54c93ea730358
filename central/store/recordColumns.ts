import type { z } from 'zod';
import { agentSchema } from '../../shared/agents/agent.ts';
import { callbackSchema } from '../../shared/callbacks/callback.ts';
import { interactionSchema } from '../../shared/calls/interaction.ts';
import { childSchema } from '../../shared/customers/child.ts';
import { standingConsentSchema } from '../../shared/customers/consent.ts';
import { customerSchema } from '../../shared/customers/customer.ts';
import { askedQuestionSchema, caseSchema, commitmentSchema, householdSchema, purchaseSchema } from '../../shared/customers/household.ts';
import { phoneSchema } from '../../shared/customers/phoneKind.ts';
import { wordTableSchema } from '../../shared/knowledge/wordTable.ts';
import { guideSchema } from '../../shared/guides/guide.ts';
import { expertQuestionSchema } from '../../shared/knowledge/expertQuestion.ts';
import { messageSchema } from '../../shared/messages/message.ts';
import { messageTemplateSchema } from '../../shared/messages/messageTemplate.ts';
import { articleSchema } from '../../shared/knowledge/article.ts';

/** The record whose fields each table's columns are named after. */
const schemas = {
  household: householdSchema,
  phone: phoneSchema,
  customer: customerSchema,
  child: childSchema,
  callback: callbackSchema,
  commitment: commitmentSchema,
  care_case: caseSchema,
  purchase: purchaseSchema,
  asked_question: askedQuestionSchema,
  interaction: interactionSchema,
  consent: standingConsentSchema,
  article: articleSchema,
  agent: agentSchema,
  guide: guideSchema,
  message: messageSchema,
  message_template: messageTemplateSchema,
  word_table: wordTableSchema,
  expert_question: expertQuestionSchema,
} as const;
export type RecordTable = keyof typeof schemas;
export type RecordOf<T extends RecordTable> = z.infer<(typeof schemas)[T]>;

/** 'dueAtMs' → 'due_at_ms'. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The columns a record fills, in the order of its schema. */
export function recordColumns(table: RecordTable): readonly string[] {
  return Object.keys(schemas[table].shape).map(columnName);
}

/** SQL that builds the record's JSON from a row called `alias`: `json_build_object('id', c.id, 'dueAtMs', c.due_at_ms, …)`. */
export function recordJson(table: RecordTable, alias: string): string {
  const pairs = Object.keys(schemas[table].shape).map((field) => `'${field}', ${alias}.${columnName(field)}`);
  return `json_build_object(${pairs.join(', ')})`;
}

/** A record with its fields named as columns, ready for `insertRecords`. */
export function toColumns(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([field, value]) => [columnName(field), value]));
}

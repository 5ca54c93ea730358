import type { MessageChannel } from '../../shared/messages/messageTemplate.ts';
import type { Config } from '../config.ts';
import type { MessageSender } from './messageSender.ts';
import { SmsSender } from './smsSender.ts';
import { SmtpSender } from './smtpSender.ts';

/** By what this central can write to customers. */
export function configuredChannels({ sms, smtp }: Pick<Config, 'sms' | 'smtp'>): readonly MessageChannel[] {
  return [...(sms === null ? [] : ['sms' as const]), ...(smtp === null ? [] : ['email' as const])];
}

/** A way out for each channel that is configured. */
export function messageSenders({ sms, smtp }: Pick<Config, 'sms' | 'smtp'>, clock: { now(): number }): readonly MessageSender[] {
  return [...(sms === null ? [] : [new SmsSender(sms, clock)]), ...(smtp === null ? [] : [new SmtpSender(smtp)])];
}

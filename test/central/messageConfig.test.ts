import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../central/config.ts';
import { configuredChannels } from '../../central/messages/messageSenders.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'careline-config-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
const read = (env: NodeJS.ProcessEnv) => readConfig({ CARELINE_DATA: folder, ...env });
const mail = { CARELINE_SMTP_URL: 'smtps://user:pa%40ss@mail.example', CARELINE_MAIL_FROM: '母婴热线 <care@careline.example>' };
const sms = { CARELINE_SMS_URL: 'https://sms.example/send', CARELINE_SMS_SECRET: 'a-secret-of-some-length' };

describe('what customers are written to by', () => {
  it('is nothing by itself, and each channel that is configured', () => {
    expect(configuredChannels(read({}))).toEqual([]);
    expect(configuredChannels(read(mail))).toEqual(['email']);
    expect(configuredChannels(read(sms))).toEqual(['sms']);
    expect(configuredChannels(read({ ...mail, ...sms }))).toEqual(['sms', 'email']);
  });
  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['a mail server without a sender', { CARELINE_SMTP_URL: mail.CARELINE_SMTP_URL }, 'CARELINE_SMTP_URL and CARELINE_MAIL_FROM'],
    ['a gateway without a secret', { CARELINE_SMS_URL: sms.CARELINE_SMS_URL }, 'CARELINE_SMS_URL and CARELINE_SMS_SECRET'],
    ['a secret that is short', { ...sms, CARELINE_SMS_SECRET: 'short' }, 'CARELINE_SMS_SECRET'],
    ['a gateway elsewhere in the clear', { ...sms, CARELINE_SMS_URL: 'http://sms.example/send' }, 'CARELINE_SMS_URL'],
    ['a sender that is two lines', { ...mail, CARELINE_MAIL_FROM: 'a\r\nBcc: b@c.example' }, 'CARELINE_MAIL_FROM'],
    ['a mail server that is a web page', { ...mail, CARELINE_SMTP_URL: 'https://mail.example' }, 'CARELINE_SMTP_URL'],
  ])('refuses %s by name', (_title, env, named) => {
    expect(() => read(env)).toThrow(named);
  });
  it('takes a gateway on this machine in the clear', () => {
    expect(read({ ...sms, CARELINE_SMS_URL: 'http://127.0.0.1:9000/sms' }).sms).toEqual({ url: 'http://127.0.0.1:9000/sms', secret: sms.CARELINE_SMS_SECRET });
  });
});

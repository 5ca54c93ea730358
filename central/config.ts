import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { PRACTICE_DOMAIN } from './line/linePassword.ts';
import { lineSecret } from './line/lineSecret.ts';
import { parse } from '../shared/language/parse.ts';

const flag = z.enum(['0', '1', '']).default('').transform((value) => value === '1');

/** Names and numbers of customers go over no network in the clear. */
const isSafe = (url: string): boolean => url.startsWith('https:') || ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);

const environmentSchema = z.object({
  CARELINE_DATA: z.string().default(fileURLToPath(new URL('../.careline', import.meta.url))),
  CARELINE_HOST: z.string().default('127.0.0.1'),
  CARELINE_PORT: z.coerce.number().int().min(0).max(65_535).default(8700),
  CARELINE_DEMO: flag,
  CARELINE_PARENT: flag,
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  CARELINE_TLS_CERT: z.string().optional(),
  CARELINE_TLS_KEY: z.string().optional(),
  CARELINE_TRUST_PROXY: z.string().default(''),
  CARELINE_LINE_KIND: z.enum(['practice', 'kamailio']).default('practice'),
  CARELINE_LINE_URL: z.string().regex(/^wss?:\/\//).optional(),
  CARELINE_LINE_DOMAIN: z.string().default(PRACTICE_DOMAIN),
  CARELINE_MINIMUM_DESKTOP: z.string().regex(/^\d+\.\d+\.\d+$/).default('0.1.0'),
  CARELINE_METRICS_TOKEN: z.string().min(16).optional(),
  CARELINE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  CARELINE_MAIL_FROM: z.string().regex(/^(?:[^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/).optional(),
  CARELINE_SMS_URL: z.url({ protocol: /^https?$/ }).refine(isSafe, { message: 'https, or http on this machine' }).optional(),
  CARELINE_SMS_SECRET: z.string().min(16).optional(),
  CARELINE_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
});

/** How this central was started. */
export interface Config {
  readonly dataFolder: string;
  readonly host: string;
  /** The port wanted; another free one is taken when it is not free. 0: any. */
  readonly port: number;
  readonly demo: boolean;
  /** Stop when standard input closes: whoever started us is gone. */
  readonly stopsWithParent: boolean;
  /** Null: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses of proxies whose X-Forwarded-For is believed. False: nobody's. */
  readonly trustProxy: readonly string[] | false;
  readonly line: { readonly kind: 'practice' | 'kamailio'; readonly url: string | null; readonly domain: string };
  readonly lineSecret: string;
  readonly minimumDesktop: string;
  /** Who has it may read /metrics from elsewhere. Null: only this machine may. */
  readonly metricsToken: string | null;
  /** Where e-mail to customers goes out, user and password in the URL, and whom it is from. Null: none is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** The gateway for SMS, and what its requests are signed with. Null: none is sent. */
  readonly sms: { readonly url: string; readonly secret: string } | null;
  readonly logLevel: string;
}

/**
 * Reads the environment.
 *
 * @throws Error naming the variable at fault.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = parse(environmentSchema, environment);
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${fault.field}: ${fault.detail}`).join('; '));
  const value = parsed.value;
  const dataFolder = resolve(value.CARELINE_DATA);
  mkdirSync(dataFolder, { recursive: true });
  if ((value.CARELINE_TLS_CERT === undefined) !== (value.CARELINE_TLS_KEY === undefined)) {
    throw new Error('CARELINE_TLS_CERT and CARELINE_TLS_KEY: both or neither');
  }
  if ((value.CARELINE_SMTP_URL === undefined) !== (value.CARELINE_MAIL_FROM === undefined)) throw new Error('CARELINE_SMTP_URL and CARELINE_MAIL_FROM: both or neither');
  if ((value.CARELINE_SMS_URL === undefined) !== (value.CARELINE_SMS_SECRET === undefined)) throw new Error('CARELINE_SMS_URL and CARELINE_SMS_SECRET: both or neither');
  return {
    dataFolder,
    host: value.CARELINE_HOST,
    port: value.CARELINE_PORT,
    demo: value.CARELINE_DEMO,
    stopsWithParent: value.CARELINE_PARENT,
    databaseUrl: value.DATABASE_URL ?? null,
    tls: value.CARELINE_TLS_CERT !== undefined && value.CARELINE_TLS_KEY !== undefined
      ? { cert: readFileSync(value.CARELINE_TLS_CERT, 'utf8'), key: readFileSync(value.CARELINE_TLS_KEY, 'utf8') }
      : null,
    trustProxy: readProxies(value.CARELINE_TRUST_PROXY),
    line: { kind: value.CARELINE_LINE_KIND, url: value.CARELINE_LINE_URL ?? null, domain: value.CARELINE_LINE_DOMAIN },
    lineSecret: lineSecret(dataFolder),
    minimumDesktop: value.CARELINE_MINIMUM_DESKTOP,
    metricsToken: value.CARELINE_METRICS_TOKEN ?? null,
    smtp: value.CARELINE_SMTP_URL !== undefined && value.CARELINE_MAIL_FROM !== undefined ? { url: value.CARELINE_SMTP_URL, from: value.CARELINE_MAIL_FROM } : null,
    sms: value.CARELINE_SMS_URL !== undefined && value.CARELINE_SMS_SECRET !== undefined ? { url: value.CARELINE_SMS_URL, secret: value.CARELINE_SMS_SECRET } : null,
    logLevel: value.CARELINE_LOG,
  };
}

/** 'loopback', addresses and ranges, comma-separated. A wildcard would let anybody choose their own address. */
function readProxies(text: string): readonly string[] | false {
  const named = text.split(',').map((one) => one.trim()).filter((one) => one !== '' && one !== '0');
  for (const one of named) {
    if (!/^(loopback|linklocal|uniquelocal|[0-9a-f.:]+(\/\d{1,3})?)$/i.test(one)) throw new Error(`CARELINE_TRUST_PROXY: ${one} is no address`);
  }
  return named.length === 0 ? false : named;
}

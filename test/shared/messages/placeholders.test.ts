import { describe, expect, it } from 'vitest';
import { demoTemplates } from '../../../central/demo/demoTemplates.ts';
import { type TemplateText, templateFault } from '../../../shared/messages/messageTemplate.ts';
import { fillTemplate, placeholdersIn, unknownPlaceholder } from '../../../shared/messages/placeholders.ts';

const template = (over: Partial<TemplateText> = {}): TemplateText => ({ name: '确认预约', channel: 'sms', language: 'zh-CN', reason: 'agreed', subject: null, body: '{称呼}您好，我们{约定时间}给您来电。', state: 'published', ...over });

describe('a template', () => {
  it('is filled with a customer\'s values, in Chinese and in English names alike', () => {
    expect(fillTemplate({ subject: null, body: '{称呼}您好，{agent}：{child}的事我们{ 约定时间 }说。' }, { salutation: '陈女士', agent: '王倩', child: '小满', 'agreed-time': '11月25日15:00' }))
      .toEqual({ ok: true, value: { subject: null, text: '陈女士您好，王倩：小满的事我们11月25日15:00说。' } });
  });
  it('names what is missing, and is not filled in part', () => {
    expect(fillTemplate({ subject: '{孩子}', body: '{称呼}您好，{content}' }, { salutation: '  ', child: '小满' })).toEqual({ ok: false, missing: ['salutation', 'content'] });
  });
  it('masks numbers of cards in what is put in, and lets no value begin a line of its own', () => {
    expect(fillTemplate({ subject: '{content}', body: '{content}。' }, { content: '卡号 4111 1111 1111 1111\r\nBcc: all@example.com' }))
      .toEqual({ ok: true, value: { subject: '卡号 **** 1111 Bcc: all@example.com', text: '卡号 **** 1111 Bcc: all@example.com。' } });
  });
  it('says each thing it leaves open once', () => {
    expect(placeholdersIn('{name} {称呼} {child} {没有的}')).toEqual(['salutation', 'child']);
  });
  it.each([['{称呼}您好', null], ['{称谓}您好', '称谓'], ['{}', ''], ['{称呼', '{'], ['称呼}', '}'], ['没有空', null]])('of 「%s」 has the unknown placeholder %s', (text, unknown) => {
    expect(unknownPlaceholder(text)).toBe(unknown);
  });
  it.each<[string, Partial<TemplateText>, unknown]>([
    ['that is in order has no fault', {}, null],
    ['with a placeholder there is not is refused by its name', { body: '{称谓}您好' }, { field: 'body', fault: 'placeholder', name: '称谓' }],
    ['for e-mail without a subject is refused', { channel: 'email' }, { field: 'subject', fault: 'subject-missing' }],
    ['for e-mail with one in the subject too', { channel: 'email', subject: '{x}' }, { field: 'subject', fault: 'placeholder', name: 'x' }],
    ['for SMS has no subject', { subject: '您好' }, { field: 'subject', fault: 'subject-of-sms' }],
    ['for SMS is no essay', { body: '好'.repeat(351) }, { field: 'body', fault: 'too-long' }],
    ['that we send of our own wish has no free text', { reason: 'form-consent', body: '{内容}' }, { field: 'body', fault: 'free-text' }],
  ])('%s', (_title, over, fault) => {
    expect(templateFault(template(over))).toEqual(fault);
  });
});

describe('the templates of the demo', () => {
  it('are in order, in Chinese and in English, for both channels', () => {
    const all = Object.values(demoTemplates);
    expect(all.map((each) => [each.name, templateFault(each)])).toEqual(all.map((each) => [each.name, null]));
    expect(new Set(all.map((each) => `${each.channel} ${each.language}`))).toEqual(new Set(['sms zh-CN', 'sms en', 'email zh-CN', 'email en']));
  });
});

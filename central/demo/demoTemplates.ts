import type { TemplateText } from '../../shared/messages/messageTemplate.ts';

const sms = { channel: 'sms', subject: null, state: 'published' } as const;
const email = { channel: 'email', state: 'published' } as const;

/** What may be written to customers in the demo, by a name of our own. Nothing goes out before a gateway or a mail server is configured. */
export const demoTemplates: Readonly<Record<string, TemplateText>> = {
  'agreed-zh': { ...sms, name: '确认预约', language: 'zh-CN', reason: 'agreed', body: '{称呼}您好，我们约好{约定时间}给您来电，届时请留意接听。母婴热线 {坐席}' },
  'answer-zh': { ...sms, name: '答复要点', language: 'zh-CN', reason: 'answer', body: '{称呼}您好，刚才您问的：{内容}。还有疑问请拨 800-820-1234。母婴热线 {坐席}' },
  'complaint-zh': { ...sms, name: '投诉进展', language: 'zh-CN', reason: 'complaint-follow-up', body: '{称呼}您好，您反映的问题有了进展：{内容}。母婴热线 {坐席}' },
  'lecture-zh': { ...sms, name: '育儿讲座', language: 'zh-CN', reason: 'form-consent', body: '{称呼}您好，本周六上午有一场育儿讲座，欢迎带{孩子}参加。不想再收到请回电告知。' },
  'agreed-en': { ...sms, name: 'Agreed call', language: 'en', reason: 'agreed', body: 'Dear {name}, we will ring you on {agreed time} as agreed. Parenting line, {agent}' },
  'answer-en': { ...sms, name: 'Your question', language: 'en', reason: 'answer', body: 'Dear {name}, about your question: {content}. Parenting line, {agent}' },
  'material-zh': { ...email, name: '寄送资料', language: 'zh-CN', reason: 'answer', subject: '您要的资料：{内容}', body: '{称呼}您好：\n\n刚才电话里您要的资料如下：{内容}。\n\n如有疑问请拨 800-820-1234。\n\n母婴热线 {坐席}' },
  'agreed-mail-zh': { ...email, name: '确认预约（邮件）', language: 'zh-CN', reason: 'agreed', subject: '我们约好的电话：{约定时间}', body: '{称呼}您好：\n\n我们约好{约定时间}给您来电，届时请留意接听。\n\n母婴热线 {坐席}' },
  'material-en': { ...email, name: 'Information you asked for', language: 'en', reason: 'answer', subject: 'What you asked for', body: 'Dear {name},\n\n{content}\n\nParenting line, {agent}' },
};

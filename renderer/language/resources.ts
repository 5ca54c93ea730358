import enCallbacks from './en/callbacks.json' with { type: 'json' };
import enCalls from './en/calls.json' with { type: 'json' };
import enCoaching from './en/coaching.json' with { type: 'json' };
import enCustomers from './en/customers.json' with { type: 'json' };
import enDials from './en/dials.json' with { type: 'json' };
import enEditing from './en/editing.json' with { type: 'json' };
import enExperts from './en/experts.json' with { type: 'json' };
import enFile from './en/file.json' with { type: 'json' };
import enFloor from './en/floor.json' with { type: 'json' };
import enKeys from './en/keys.json' with { type: 'json' };
import enKnowledge from './en/knowledge.json' with { type: 'json' };
import enLink from './en/link.json' with { type: 'json' };
import enMerges from './en/merges.json' with { type: 'json' };
import enMessages from './en/messages.json' with { type: 'json' };
import enNotices from './en/notices.json' with { type: 'json' };
import enOutbox from './en/outbox.json' with { type: 'json' };
import enPlans from './en/plans.json' with { type: 'json' };
import enQueues from './en/queues.json' with { type: 'json' };
import enReports from './en/reports.json' with { type: 'json' };
import enSettings from './en/settings.json' with { type: 'json' };
import enShell from './en/shell.json' with { type: 'json' };
import enSignIn from './en/signIn.json' with { type: 'json' };
import enWords from './en/words.json' with { type: 'json' };
import enWorkbench from './en/workbench.json' with { type: 'json' };
import enWrapUp from './en/wrapUp.json' with { type: 'json' };
import zhCallbacks from './zh-CN/callbacks.json' with { type: 'json' };
import zhCalls from './zh-CN/calls.json' with { type: 'json' };
import zhCoaching from './zh-CN/coaching.json' with { type: 'json' };
import zhCustomers from './zh-CN/customers.json' with { type: 'json' };
import zhDials from './zh-CN/dials.json' with { type: 'json' };
import zhEditing from './zh-CN/editing.json' with { type: 'json' };
import zhExperts from './zh-CN/experts.json' with { type: 'json' };
import zhFile from './zh-CN/file.json' with { type: 'json' };
import zhFloor from './zh-CN/floor.json' with { type: 'json' };
import zhKeys from './zh-CN/keys.json' with { type: 'json' };
import zhKnowledge from './zh-CN/knowledge.json' with { type: 'json' };
import zhLink from './zh-CN/link.json' with { type: 'json' };
import zhMerges from './zh-CN/merges.json' with { type: 'json' };
import zhMessages from './zh-CN/messages.json' with { type: 'json' };
import zhNotices from './zh-CN/notices.json' with { type: 'json' };
import zhOutbox from './zh-CN/outbox.json' with { type: 'json' };
import zhPlans from './zh-CN/plans.json' with { type: 'json' };
import zhQueues from './zh-CN/queues.json' with { type: 'json' };
import zhReports from './zh-CN/reports.json' with { type: 'json' };
import zhSettings from './zh-CN/settings.json' with { type: 'json' };
import zhShell from './zh-CN/shell.json' with { type: 'json' };
import zhSignIn from './zh-CN/signIn.json' with { type: 'json' };
import zhWords from './zh-CN/words.json' with { type: 'json' };
import zhWorkbench from './zh-CN/workbench.json' with { type: 'json' };
import zhWrapUp from './zh-CN/wrapUp.json' with { type: 'json' };

/** One file an area, so that an area is changed in one place; the key of a word is `area.path`. */
export const zh = {
  callbacks: zhCallbacks, calls: zhCalls, coaching: zhCoaching, customers: zhCustomers, dials: zhDials, editing: zhEditing, experts: zhExperts, file: zhFile, floor: zhFloor, keys: zhKeys, knowledge: zhKnowledge, link: zhLink,
  merges: zhMerges, messages: zhMessages, notices: zhNotices, outbox: zhOutbox, plans: zhPlans, queues: zhQueues, reports: zhReports, settings: zhSettings, shell: zhShell, signIn: zhSignIn, words: zhWords, workbench: zhWorkbench, wrapUp: zhWrapUp,
} as const;

export const en = {
  callbacks: enCallbacks, calls: enCalls, coaching: enCoaching, customers: enCustomers, dials: enDials, editing: enEditing, experts: enExperts, file: enFile, floor: enFloor, keys: enKeys, knowledge: enKnowledge, link: enLink,
  merges: enMerges, messages: enMessages, notices: enNotices, outbox: enOutbox, plans: enPlans, queues: enQueues, reports: enReports, settings: enSettings, shell: enShell, signIn: enSignIn, words: enWords, workbench: enWorkbench, wrapUp: enWrapUp,
} as const;

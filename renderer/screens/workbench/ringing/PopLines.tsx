import { PhoneOutlined, ScheduleOutlined, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { midSentence } from '../../../language/midSentence.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { type PopLine, popLines } from '../../../../shared/customers/popLines.ts';
import { formatAgreed, formatMoment, formatSpan } from '../../../language/format.ts';

type ShownLine = Extract<PopLine, { kind: 'complaint' | 'promise' | 'we-rang' }>;
interface OwnedLine {
  readonly line: ShownLine;
  readonly file: HouseholdFile;
}

const isShown = (line: PopLine): line is ShownLine => line.kind === 'complaint' || line.kind === 'promise' || line.kind === 'we-rang';
const MOST_LINES = 3;

/** The lines that change the first sentence: complaint, promise, "we rang you". Several households say whose each is. */
export function PopLines({ files, nowMs }: { readonly files: readonly HouseholdFile[]; readonly nowMs: number }) {
  const owned = files.flatMap((file) => popLines(file, nowMs).filter(isShown).map((line): OwnedLine => ({ line, file })));
  if (owned.length === 0) return null;
  return (
    <div className="wb-pop-lines" data-testid="pop-lines">
      {owned.slice(0, MOST_LINES).map((each) => <Line key={keyOf(each)} owned={each} nowMs={nowMs} named={files.length > 1} />)}
    </div>
  );
}

const keyOf = ({ line, file }: OwnedLine): string => `${file.household.id} ${line.kind} ${line.kind === 'complaint' ? line.caseId : line.kind === 'promise' ? line.id : ''}`;

function Line({ owned: { line, file }, nowMs, named }: { readonly owned: OwnedLine; readonly nowMs: number; readonly named: boolean }) {
  const { t } = useTranslation();
  const { zone, name } = file.household;
  const separator = t('words.separator');
  const personOf = (id: string | null): string | null => {
    const person = file.customers.find((each) => each.id === id);
    return person ? t('workbench.pop.askFor', { person: t(`words.relation.${person.relation}`) }) : null;
  };
  const owner = named ? name : null;
  const words = (parts: readonly (string | null)[]): string => parts.filter((part): part is string => part !== null && part !== '').join(separator);
  switch (line.kind) {
    case 'complaint': return (
      <p className="wb-pop-line wb-pop-complaint" data-kind="complaint">
        <WarningFilled aria-hidden /><b>{t(line.state === 'open' ? 'workbench.pop.complaintOpen' : 'workbench.pop.complaintAnswered')}</b>
        <span className="wb-cut">{words([owner, line.title, line.handlerName === null ? null : t('workbench.pop.handledBy', { name: line.handlerName })])}</span>
        <span className="wb-pop-end">{t(line.overdue ? 'workbench.pop.complaintLate' : 'workbench.pop.complaintDue', { when: midSentence(formatAgreed(line.dueAtMs, zone, nowMs)), span: formatSpan(line.dueAtMs - nowMs) })}</span>
      </p>
    );
    case 'promise': return (
      <p className={line.when === 'overdue' ? 'wb-pop-line wb-pop-complaint' : 'wb-pop-line wb-pop-promise'} data-kind="promise">
        <ScheduleOutlined aria-hidden />
        <b>{t(line.from === 'callback' ? 'workbench.pop.callback' : 'workbench.pop.commitment', { when: midSentence(formatAgreed(line.dueAtMs, zone, nowMs)) })}</b>
        <span className="wb-cut">{words([owner, personOf(line.customerId), line.what, line.byName === null ? null : t('workbench.pop.promisedBy', { name: line.byName })])}</span>
        <span className="wb-pop-end">{t(line.when === 'overdue' ? 'workbench.idle.late' : 'workbench.idle.left', { span: formatSpan(line.dueAtMs - nowMs) })}</span>
      </p>
    );
    case 'we-rang': return (
      <p className="wb-pop-line wb-pop-rang" data-kind="we-rang">
        <PhoneOutlined rotate={90} aria-hidden /><b>{t('workbench.pop.weRang', { when: midSentence(formatMoment(line.atMs, zone, nowMs)) })}</b>
        <span className="wb-cut">{words([owner, t('workbench.pop.rangBy', { name: line.agentName }), line.purpose ?? (line.reason === null ? null : t(`words.permission.${line.reason}`)), line.tries > 1 ? t('workbench.pop.tries', { count: line.tries }) : null])}</span>
        <span className="wb-pop-end">{t('workbench.pop.maybeReturning')}</span>
      </p>
    );
  }
}

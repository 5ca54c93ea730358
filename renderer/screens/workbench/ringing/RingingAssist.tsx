import { CheckOutlined, FileTextOutlined, GlobalOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { popLines } from '../../../../shared/customers/popLines.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { Chip } from '../../../components/Chip.tsx';
import { formatAgreed, formatStage } from '../../../language/format.ts';
import { cityWord } from '../../../language/cityWord.ts';
import { midSentence } from '../../../language/midSentence.ts';
import type { ChosenGuide } from '../../../../shared/guides/chooseGuide.ts';
import { ruleWords } from '../assist/guideWords.ts';
import { becauseWords } from '../assist/suggestFor.ts';
import type { SuggestedArticle } from '../assist/useSuggestions.ts';
import { SectionHead } from '../parts/SectionHead.tsx';
import type { PeopleGroup } from './numberPeople.ts';
import { openingLine, type OpeningOccasion, partOfDay } from './openingLine.ts';

export interface RingingAssistProps {
  /** The likeliest household with its people; null when nobody is known. */
  readonly group: PeopleGroup | null;
  readonly agentName: string;
  readonly nowMs: number;
  readonly zone: string;
  readonly ready: readonly SuggestedArticle[];
  /** What to say once it is picked up; null: none fits. */
  readonly guide: ChosenGuide | null;
  readonly withheld: boolean;
}

/** What to say when picking up, why that, what if it is somebody else, and the answers that are ready. */
export function RingingAssist({ group, agentName, nowMs, zone, ready, guide, withheld }: RingingAssistProps) {
  const { t } = useTranslation();
  const file = group?.file ?? null;
  const first = group?.people[0]?.person ?? null;
  const lines = file === null ? [] : popLines(file, nowMs);
  const promise = lines.find((line) => line.kind === 'promise' && line.from === 'callback');
  const occasion: OpeningOccasion = file === null ? 'unknown' : promise ? 'promise' : lines.some((line) => line.kind === 'we-rang') ? 'we-rang' : 'known';
  const homeZone = file?.household.zone ?? zone;
  const part = partOfDay(localClock(nowMs, homeZone).minuteOfDay);
  const language = first?.language ?? 'putonghua';
  const opening = openingLine({ language, part, agent: agentName, person: first, occasion });
  const stages = (file?.children ?? []).map((child) => formatStage(child, nowMs, homeZone)).filter((stage) => stage !== null);
  const separator = t('words.separator');
  const why = [
    [
      stages.length === 0 ? null : t('workbench.opening.stages', { stages: stages.join(t('workbench.opening.and')) }),
      file?.household.city ? cityWord(file.household.city) : null,
      t(`workbench.opening.part.${part}`),
    ].filter((word) => word !== null).join(separator),
    language === 'putonghua' ? null : t('workbench.opening.language', { language: t(`words.language.${language}`) }),
    promise?.kind === 'promise' ? t('workbench.opening.promise', { when: midSentence(formatAgreed(promise.dueAtMs, homeZone, nowMs)) }) : null,
    occasion === 'we-rang' ? t('workbench.opening.weRang') : null,
    lines.some((line) => line.kind === 'complaint') ? t('workbench.opening.complaint') : null,
    file === null ? t(withheld ? 'workbench.opening.withheld' : 'workbench.opening.unknown') : null,
  ].filter((word) => word !== null);
  return (
    <>
      <header className="wb-assist-head">
        <h2>{t('workbench.opening.title')}</h2>
        <Chip icon={<GlobalOutlined aria-hidden />}>{t(`words.language.${language}`)}</Chip>
      </header>
      <div className="wb-scroll">
        <section className="wb-say">
          <blockquote className="wb-say-line" data-testid="opening-line">{opening.line}</blockquote>
          {opening.plain === null ? null : <p>{t('workbench.opening.plain', { line: opening.plain })}</p>}
        </section>
        {guide === null ? null : (
          <section className="wb-section" data-testid="ringing-guide">
            <SectionHead title={t('workbench.guide.title')} remark={t('workbench.guide.rule', { code: guide.guide.code, why: ruleWords(guide.because) })} />
            <p lang={guide.guide.language}>{guide.guide.name}</p>
          </section>
        )}
        <section className="wb-section">
          <SectionHead title={t('workbench.opening.why')} />
          {why.map((line) => <p key={line} className="wb-why"><CheckOutlined aria-hidden /><span>{line}</span></p>)}
        </section>
        {first === null ? null : (
          <section className="wb-section">
            <SectionHead title={t('workbench.opening.ifNot', { person: t(`words.relation.${first.relation}`) })} />
            <p className="wb-soft">{t('workbench.opening.ifNotSay')}</p>
          </section>
        )}
        {ready.length === 0 ? null : (
          <section className="wb-section">
            <SectionHead title={t('workbench.opening.ready')} remark={t('workbench.opening.onThisDesk')} />
            {ready.map(({ article, because }) => {
              // Before it is sure who speaks, no child is named.
              const words = t('workbench.knowledge.because', { why: becauseWords(because, []) });
              return (
                <p key={article.id} className="wb-answer-row" data-testid="ready-answer">
                  <FileTextOutlined className="wb-icon-soft" aria-hidden />
                  <span className="wb-cut"><span lang={article.language}>{article.title}</span><span className="wb-answer-why wb-cut" title={words}>{words}</span></span>
                  <span className="wb-faint">v{article.version}</span>
                </p>
              );
            })}
          </section>
        )}
      </div>
    </>
  );
}

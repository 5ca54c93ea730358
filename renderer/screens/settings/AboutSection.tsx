import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSettings } from '../../../shared/settings/deskSettings.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useSettingsStore } from '../../state/useSettingsStore.ts';

/** Which program this is, and where its centre is. */
export function AboutSection({ settings }: { readonly settings: DeskSettings }): ReactNode {
  const { t } = useTranslation();
  const { version, problem } = useSettingsStore();
  const session = useSessionStore((state) => state.session);
  const rows: readonly (readonly [string, string])[] = [
    [t('settings.about.version'), version === '' ? t('words.unknown') : version],
    [t('settings.about.central'), settings.centralUrl],
    [t('settings.about.line'), session === null ? t('words.unknown') : t(`settings.about.lines.${session.lineKind}`)],
    [t('settings.about.device'), settings.deviceId],
  ];
  return (
    <section aria-label={t('settings.section.about')}>
      {problem === null ? null : <p className="set-bar" role="alert">{t('settings.about.problem')}</p>}
      <dl className="set-about">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {session?.demo ? <p className="set-soft">{t('settings.about.demo')}</p> : null}
    </section>
  );
}

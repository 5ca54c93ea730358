import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSettings } from '../../../shared/settings/deskSettings.ts';
import { changeSettings } from '../../actions/changeSettings.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { SettingRow } from './SettingRow.tsx';

const themes = ['system', 'light', 'dark'] as const;
const sizes = [100, 112, 125, 150, 200] as const;
/** Each language is called by its own name, so that one finds the way back from one cannot read. */
const languageNames = { 'zh-CN': '简体中文', en: 'English' } as const;

/** Language, colours, text size: in force at once. */
export function LookSection({ settings }: { readonly settings: DeskSettings }): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={t('settings.section.look')}>
      <SettingRow title={t('settings.look.language')} testId="settings-language">
        <ChoiceBar<DeskSettings['language']>
          aria-label={t('settings.look.language')} value={settings.language} onChange={(language) => { void changeSettings({ language }); }}
          options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: languageNames[value] }))}
        />
      </SettingRow>
      <SettingRow title={t('settings.look.theme')} hint={t('settings.look.themeHint')} testId="settings-theme">
        <ChoiceBar<DeskSettings['theme']>
          aria-label={t('settings.look.theme')} value={settings.theme} onChange={(theme) => { void changeSettings({ theme }); }}
          options={themes.map((value) => ({ value, label: t(`settings.look.themes.${value}`) }))}
        />
      </SettingRow>
      <SettingRow title={t('settings.look.textSize')} hint={t('settings.look.textSizeHint')} testId="settings-text-size">
        <ChoiceBar<DeskSettings['textSize']>
          aria-label={t('settings.look.textSize')} value={settings.textSize} onChange={(textSize) => { void changeSettings({ textSize }); }}
          options={sizes.map((value) => ({ value, label: `${String(value)}%` }))}
        />
      </SettingRow>
    </section>
  );
}

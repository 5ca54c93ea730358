import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/agents/agent.ts';
import type { SignInOutcome } from '../../../shared/ipc/commands.ts';
import { type DemoAccount, ON_A_CALL } from '../../../shared/sync/sessionMessages.ts';
import { changeSettings } from '../../actions/changeSettings.ts';
import { chooseState } from '../../actions/chooseState.ts';
import { signIn } from '../../actions/signIn.ts';
import { Mark } from '../../components/Mark.tsx';
import { spokenLanguage } from '../../language/i18n.ts';
import { languageNames } from '../../language/languageNames.ts';
import { type NewPassword, NewPasswordFields } from './NewPasswordFields.tsx';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useSettingsStore } from '../../state/useSettingsStore.ts';

type Refusal = Exclude<SignInOutcome, { readonly ok: true }>['refusal'] | 'number-missing' | 'password-missing' | 'passwords-differ' | 'fault';
interface Refused {
  readonly refusal: Refusal;
  readonly detail: string | null;
}

/** As printed on the key, in every language. */
const ENTER = 'Enter';

/** A refusal stands under the field it is about, or above the button when it is about none. */
const fieldOf: { readonly [R in Refusal]?: 'number' | 'password' | 'newPassword' } = {
  'password-must-change': 'newPassword', 'password-too-weak': 'newPassword', 'passwords-differ': 'newPassword',
  'number-missing': 'number', 'inactive': 'number', 'password-missing': 'password', 'wrong-credentials': 'password', 'locked': 'password',
};

export function SignInForm({ accounts }: { readonly accounts: readonly DemoAccount[] }) {
  const { t } = useTranslation();
  const remembered = useSettingsStore((state) => state.settings?.lastAgentNumber ?? null);
  const version = useSettingsStore((state) => state.version);
  const ended = useSessionStore((state) => state.ended);
  const [number, setNumber] = useState(remembered ?? '');
  const [password, setPassword] = useState('');
  /** Central has said that this password is good for one thing only: choosing another. */
  const [chosen, setChosen] = useState<NewPassword | null>(null);
  const [startAvailable, setStartAvailable] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const numberField = useRef<InputRef>(null);
  const passwordField = useRef<InputRef>(null);

  useEffect(() => { (remembered ? passwordField : numberField).current?.focus(); }, [remembered]);
  useEffect(() => { if (remembered) setNumber((typed) => typed || remembered); }, [remembered]);

  const enter = async (takeOver: boolean): Promise<void> => {
    if (number.trim() === '') { setRefused({ refusal: 'number-missing', detail: null }); numberField.current?.focus(); return; }
    if (password === '') { setRefused({ refusal: 'password-missing', detail: null }); passwordField.current?.focus(); return; }
    if (chosen !== null && chosen.password !== chosen.repeated) { setRefused({ refusal: 'passwords-differ', detail: null }); return; }
    setBusy(true);
    setRefused(null);
    try {
      const outcome = await signIn(number, password, takeOver, chosen?.password);
      if (outcome.ok) {
        if (startAvailable) await chooseState({ kind: 'available' }, false);
        return;
      }
      setRefused({ refusal: outcome.refusal, detail: outcome.detail });
      if (outcome.refusal === 'password-must-change') setChosen({ password: '', repeated: '' });
      if (outcome.refusal === 'wrong-credentials') passwordField.current?.focus({ cursor: 'all' });
    } catch (error) {
      console.error('sign-in failed', error);
      setRefused({ refusal: 'fault', detail: null });
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void enter(false);
  };
  const refusalAt = (field: 'number' | 'password' | 'newPassword' | undefined): string | null =>
    refused && refused.refusal !== 'signed-in-elsewhere' && fieldOf[refused.refusal] === field ? t(`signIn.refusal.${refused.refusal}`, { detail: refused.detail ?? '' }) : null;
  const general = refusalAt(undefined);
  const elsewhere = refused?.detail === ON_A_CALL ? 'signIn.elsewhereTalking' : 'signIn.elsewhere';

  return (
    <form className="sign-in-form" onSubmit={onSubmit} noValidate>
      <header className="sign-in-brand">
        <span className="sign-in-mark"><Mark size={26} /></span>
        <div><h1>{t('signIn.title')}</h1><p>{t('signIn.subtitle')}</p></div>
      </header>
      {ended !== null && <p className="sign-in-notice" role="status">{t(`signIn.ended.${ended}`)}</p>}

      <label htmlFor="sign-in-number">{t('signIn.number')}</label>
      <Input ref={numberField} id="sign-in-number" size="large" inputMode="numeric" autoComplete="username" maxLength={8} value={number} status={refusalAt('number') ? 'error' : ''}
        aria-describedby="sign-in-number-refusal" onChange={(event) => { setNumber(event.target.value); }} />
      <p id="sign-in-number-refusal" className="sign-in-refusal" role="alert">{refusalAt('number')}</p>

      <label htmlFor="sign-in-password">{t('signIn.password')}</label>
      <Input.Password ref={passwordField} id="sign-in-password" size="large" autoComplete="current-password" maxLength={200} value={password} status={refusalAt('password') ? 'error' : ''}
        aria-describedby="sign-in-password-refusal" onChange={(event) => { setPassword(event.target.value); }} />
      <p id="sign-in-password-refusal" className="sign-in-refusal" role="alert">{refusalAt('password')}</p>

      {chosen !== null && <NewPasswordFields value={chosen} onChange={setChosen} refusal={refusalAt('newPassword')} />}

      <Checkbox checked={startAvailable} onChange={(event) => { setStartAvailable(event.target.checked); }}>{t('signIn.available')}</Checkbox>

      {refused?.refusal === 'signed-in-elsewhere' && (
        <div className="sign-in-question" role="alertdialog" aria-label={t(`${elsewhere}.question`)}>
          <p><strong>{t(`${elsewhere}.question`)}</strong></p>
          <p>{t(`${elsewhere}.explain`)}</p>
          <Button type="primary" autoFocus onClick={() => { void enter(true); }}>{t(`${elsewhere}.takeOver`)}</Button>
          <Button onClick={() => { setRefused(null); }}>{t('signIn.elsewhere.stay')}</Button>
        </div>
      )}
      {general !== null && <p className="sign-in-notice sign-in-notice-bad" role="alert">{general}</p>}

      <Button className="sign-in-go" type="primary" htmlType="submit" block disabled={busy || refused?.refusal === 'signed-in-elsewhere'}>
        <strong>{busy ? t('signIn.busy') : t('signIn.submit')}</strong><span aria-hidden="true">{ENTER}</span>
      </Button>

      {accounts.length > 0 && (
        <fieldset className="sign-in-demo">
          <legend>{t('signIn.demo.title')}</legend>
          <p>{t('signIn.demo.explain')}</p>
          <div>
            {accounts.map((account) => (
              <button key={account.number} type="button" onClick={() => { setNumber(account.number); setPassword(account.password); setRefused(null); }}>
                <strong>{account.number}</strong> {account.name} <span>{t(`words.role.${account.role as Role}`)}</span>
              </button>
            ))}
          </div>
        </fieldset>
      )}

      <footer className="sign-in-foot">
        {/* biome-ignore lint/a11y/useSemanticElements: two words side by side, not a set of fields */}
        <span role="group" aria-label={t('signIn.language')}>
          {(['zh-CN', 'en'] as const).map((language) => (
            <button key={language} type="button" lang={language} aria-pressed={spokenLanguage() === language} onClick={() => { void changeSettings({ language }); }}>{languageNames[language]}</button>
          ))}
        </span>
        <span>{version !== '' && t('signIn.version', { version })}</span>
      </footer>
    </form>
  );
}

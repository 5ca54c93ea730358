import { Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

interface Props {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  readonly refusal: string | null;
}

/** The password an agent chooses in place of a one-time password, typed twice. */
export function NewPasswordFields({ value, onChange, refusal }: Props) {
  const { t } = useTranslation();
  const first = useRef<InputRef>(null);
  useEffect(() => { first.current?.focus(); }, []);
  return (
    <>
      <label htmlFor="sign-in-new-password">{t('signIn.newPassword')}</label>
      <Input.Password ref={first} id="sign-in-new-password" size="large" autoComplete="new-password" maxLength={200} value={value.password} status={refusal === null ? '' : 'error'}
        aria-describedby="sign-in-new-refusal" onChange={(event) => { onChange({ ...value, password: event.target.value }); }} />
      <label htmlFor="sign-in-repeated">{t('signIn.repeated')}</label>
      <Input.Password id="sign-in-repeated" size="large" autoComplete="new-password" maxLength={200} value={value.repeated} onChange={(event) => { onChange({ ...value, repeated: event.target.value }); }} />
      <p id="sign-in-new-refusal" className="sign-in-refusal" role="alert">{refusal}</p>
    </>
  );
}

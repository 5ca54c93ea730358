import { App as AntdApp, ConfigProvider } from 'antd';
import { useTranslation } from 'react-i18next';
import { nonce } from './csp.ts';
import { antdLocale } from './language/antdLocale.ts';
import { spokenLanguage } from './language/i18n.ts';
import { SignInScreen } from './screens/sign-in/SignInScreen.tsx';
import { DeskFrame } from './shell/DeskFrame.tsx';
import { Toasts } from './shell/Toasts.tsx';
import { useSessionStore } from './state/useSessionStore.ts';
import { useColourScheme } from './theme/useColourScheme.ts';

export function App() {
  useTranslation();
  const theme = useColourScheme();
  const phase = useSessionStore((state) => state.phase);

  return (
    <ConfigProvider theme={theme} locale={antdLocale(spokenLanguage())} csp={{ nonce }} button={{ autoInsertSpace: false }} componentSize="medium">
      <AntdApp component={false}>
        {phase === 'signed-in' && <DeskFrame />}
        {phase !== 'signed-in' && <div className="app-alone">{phase === 'signed-out' && <SignInScreen />}<Toasts /></div>}
      </AntdApp>
    </ConfigProvider>
  );
}

import { render, type RenderResult } from '@testing-library/react';
import { ConfigProvider } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { antdLocale } from '../../renderer/language/antdLocale.ts';
import { spokenLanguage } from '../../renderer/language/i18n.ts';

function Desk({ children }: { readonly children: ReactNode }) {
  return <ConfigProvider locale={antdLocale(spokenLanguage())} button={{ autoInsertSpace: false }}>{children}</ConfigProvider>;
}

/** Renders a part of the page as App would set it up: antd's locale, no space put between two Chinese characters. */
export function renderDesk(part: ReactElement): RenderResult {
  return render(part, { wrapper: Desk });
}

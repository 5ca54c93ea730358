import { MessageOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { MessageDialog } from './MessageDialog.tsx';

export interface MessageButtonProps {
  readonly file: HouseholdFile;
  /** Who it is most likely for; null: the first of the family. */
  readonly customerId: string | null;
  /** The agreed call it may speak of; null: the next one there is. */
  readonly callbackId?: string | null;
  readonly isSmall?: boolean;
  /** Its picture alone, where there is no room for words. */
  readonly isShort?: boolean;
}

/** Writes to the customer by SMS or e-mail. Not there when central can send by neither. */
export function MessageButton({ file, customerId, callbackId = null, isSmall = false, isShort = false }: MessageButtonProps): ReactNode {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const [isOpen, setOpen] = useState(false);
  const configured = session?.policy.messageChannels ?? [];
  if (session === null || configured.length === 0 || file.customers.length === 0) return null;
  return (
    <>
      <Button {...(isSmall ? { size: 'small' as const } : {})} icon={<MessageOutlined />} title={t('messages.open')} aria-label={t('messages.open')} onClick={() => { setOpen(true); }} data-testid="message-open">{isShort ? null : t('messages.open')}</Button>
      {isOpen ? <MessageDialog file={file} customerId={customerId} callbackId={callbackId} session={session} configured={configured} onClose={() => { setOpen(false); }} /> : null}
    </>
  );
}

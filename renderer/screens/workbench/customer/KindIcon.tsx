import { CalendarOutlined, EditOutlined, ExclamationCircleOutlined, MailOutlined, MessageOutlined, PhoneOutlined } from '@ant-design/icons';
import type { InteractionKind } from '../../../../shared/calls/interaction.ts';

/** What kind of contact it was; the word stands beside it. */
export function KindIcon({ kind }: { readonly kind: InteractionKind }) {
  switch (kind) {
    case 'call-in': case 'call-missed': return <PhoneOutlined className="wb-icon-soft" aria-hidden />;
    case 'call-out': return <PhoneOutlined className="wb-icon-soft" rotate={90} aria-hidden />;
    case 'manual': return <EditOutlined className="wb-icon-soft" aria-hidden />;
    case 'sms': return <MessageOutlined className="wb-icon-soft" aria-hidden />;
    case 'mail': case 'email': return <MailOutlined className="wb-icon-soft" aria-hidden />;
    case 'event': return <CalendarOutlined className="wb-icon-soft" aria-hidden />;
    case 'complaint': return <ExclamationCircleOutlined className="wb-icon-overdue" aria-hidden />;
  }
}

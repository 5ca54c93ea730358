import { type ComponentType, type ReactNode, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/agents/agent.ts';
import { keepsGuides, mayEdit } from '../../../shared/agents/roleRights.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { ArticleDesk } from './ArticleDesk.tsx';
import type { EditingDeskProps } from './editingDesk.ts';
import { GuideDesk } from './guides/GuideDesk.tsx';
import { WordDesk } from './words/WordDesk.tsx';
import './editing.css';

const all: readonly { readonly name: 'articles' | 'guides' | 'words'; readonly may: (role: Role) => boolean; readonly Desk: ComponentType<EditingDeskProps> }[] = [
  { name: 'articles', may: mayEdit, Desk: ArticleDesk },
  { name: 'guides', may: keepsGuides, Desk: GuideDesk },
  { name: 'words', may: mayEdit, Desk: WordDesk },
];

/** 编辑: what is known, what is said and what the search is told, each on a desk of its own; a role has those it may write. */
export default function EditingScreen(): ReactNode {
  const { t } = useTranslation();
  const role = useSessionStore((state) => state.session?.agent.role);
  const theirs = all.filter(({ may }) => role !== undefined && may(role));
  const [chosen, setChosen] = useState(theirs[0]?.name);
  const [isKept, setKept] = useState(false);
  const isDirty = useRef(false);
  const noteDirty = useCallback((is: boolean): void => { isDirty.current = is; if (!is) setKept(false); }, []);
  const Desk = theirs.find(({ name }) => name === chosen)?.Desk;
  if (Desk === undefined) return null;
  const desks = (
    <div className="ed-desks">
      {/* What is not stored is not lost by a click beside it. */}
      {theirs.map(({ name }) => <button key={name} type="button" aria-current={name === chosen ? 'page' : undefined} onClick={() => { if (isDirty.current) setKept(true); else setChosen(name); }} data-testid={`desk-${name}`}>{t(`editing.desk.${name}`)}</button>)}
      {isKept ? <span className="ed-kept" role="alert">{t('editing.storeFirst')}</span> : null}
    </div>
  );
  return <Desk desks={desks} onDirty={noteDirty} />;
}

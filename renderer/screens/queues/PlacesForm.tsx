import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../../../shared/agents/places.ts';
import { type SetUp, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { newId } from '../../localdb/newId.ts';
import { type PlacesDraft, readPlacesDraft } from './placesDraft.ts';
import { SetUpForm } from './SetUpForm.tsx';
import { useEdit } from './useEdit.ts';
import type { SetUpDesk } from './useSetUp.ts';

export interface PlacesFormProps {
  readonly kind: 'sites' | 'teams';
  readonly setUp: SetUp;
  readonly desk: SetUpDesk;
}

/** Where colleagues sit, or under whom they work: names, and which are in use. One that was stored is not deleted: it is taken out of use. */
export function PlacesForm({ kind, setUp, desk }: PlacesFormProps): ReactNode {
  const { t } = useTranslation();
  const editing = useEdit<PlacesDraft>(`${kind}:${kind}`, { places: setUp[kind] }, versionOf(setUp, kind, kind));
  const { places } = editing.draft;
  const [tried, setTried] = useState(false);
  const read = readPlacesDraft(editing.draft);
  const put = (next: readonly Place[]): void => { editing.change({ places: next }); };
  const set = (at: number, patch: Partial<Place>): void => { put(places.map((each, place) => (place === at ? { ...each, ...patch } : each))); };
  const isStored = (id: string): boolean => setUp[kind].some((each) => each.id === id);
  const faultOf = (at: number) => {
    const place = places[at];
    const isTouched = place !== undefined && place.name !== '' && place.name !== editing.base.places.find(({ id }) => id === place.id)?.name;
    return read.ok || !(tried || isTouched) ? undefined : read.at.get(at);
  };
  const save = (): boolean => {
    setTried(true);
    if (!read.ok) return false;
    const value = { places: read.value };
    void desk.save(kind === 'sites' ? { kind, id: kind, value } : { kind, id: kind, value }, editing.version).then((isDone) => { if (isDone) setTried(false); });
    return true;
  };
  const title = t(`queues.page.${kind}`);
  return (
    <SetUpForm<PlacesDraft> kind={kind} id={kind} setUp={setUp} desk={desk} editing={editing} fieldWord={() => title} isNew={false} title={title} label={title} onSave={save}>
      <p className="qs-hint">{t(`queues.places.hint.${kind}`)}</p>
      <table className="qs-table qs-places">
        <thead><tr><th scope="col">{t('queues.field.name')}</th>{kind === 'sites' ? <th scope="col">{t('queues.places.region')}</th> : null}<th scope="col">{t('queues.pause.active')}</th><td /></tr></thead>
        <tbody>
          {places.map(({ id, name, regionId, active }, at) => {
            const fault = faultOf(at);
            return (
              <tr key={id} className={active ? undefined : 'qs-retired'}>
                <td>
                  <Input value={name} aria-label={t('queues.places.nameOf', { place: at + 1 })} {...(fault ? { 'aria-invalid': true as const, status: 'error' as const } : {})} onChange={(event) => { set(at, { name: event.target.value }); }} data-testid={`place-name-${at + 1}`} />
                  {fault ? <p className="qs-fault" role="alert">{t(`queues.fault.${fault.key}`, fault.values ?? {})}</p> : null}
                </td>
                {kind === 'sites' ? (
                  <td>
                    <Select
                      className="qs-region" value={regionId ?? ''} aria-label={t('queues.places.regionOf', { name })} onChange={(chosen) => { set(at, { regionId: chosen === '' ? null : chosen }); }}
                      options={[{ value: '', label: t('queues.places.noRegion') }, ...setUp.regions.map((region) => ({ value: region.id, label: region.name }))]}
                    />
                  </td>
                ) : null}
                <td><Checkbox checked={active} aria-label={t('queues.pause.activeOf', { name })} onChange={(event) => { set(at, { active: event.target.checked }); }} data-testid={`place-active-${at + 1}`} /></td>
                <td>{isStored(id) ? null : <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('words.delete')} onClick={() => { put(places.filter((each) => each.id !== id)); }} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Button className="qs-drop" icon={<PlusOutlined aria-hidden />} onClick={() => { put([...places, { id: `${kind === 'sites' ? 's' : 't'}-${newId().slice(-12)}`, name: '', regionId: null, active: true }]); }} data-testid="place-add">{t(`queues.places.add.${kind}`)}</Button>
    </SetUpForm>
  );
}

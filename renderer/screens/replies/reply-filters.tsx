import { SearchField, Input, Label } from 'react-aria-components';
import type { ReplyPlace, ReplyStage } from '../../../contract/bridge/replies.ts';
import { useCall } from '../../app/use-call.ts';
import { CheckBox } from '../../components/check-box.tsx';
import { channelWords, optionsOf } from '../../components/desk-words.ts';
import { SelectBox } from '../../components/select-box.tsx';
import type { AddressedFilter } from './reply-list-address.ts';

const placeWords: Readonly<Record<ReplyPlace, string>> = {
  outstanding: 'Outstanding',
  keyed: 'Keyed',
  excluded: 'Excluded',
};
const stageWords: Readonly<Record<ReplyStage, string>> = {
  'to-key-again': 'To key again',
  'to-decide': 'To decide',
  verified: 'Verified, sealed or not',
  here: 'Not sealed',
  sealed: 'Sealed, no receipt yet',
  'only-here': 'Only on this computer',
  received: 'At headquarters',
  'in-order': 'At headquarters, in order',
  'needs-attention': 'At headquarters, needs attention',
};

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Arrow down goes from the search box into the list; Enter opens the current reply. */
  readonly onEnterList: () => void;
  readonly onOpenCurrent: () => void;
  readonly filter: AddressedFilter;
  readonly onFilter: (filter: AddressedFilter) => void;
}

export function ReplyFilters({ text, onText, onEnterList, onOpenCurrent, filter, onFilter }: Props) {
  const { data: consultations = [] } = useCall('consultations', 'list', null);
  const choose = (part: Partial<AddressedFilter>): void => onFilter({ ...filter, ...part });
  return (
    <search className="reply-filters" aria-label="Find replies">
      <SearchField
        className="field find-field"
        value={text}
        onChange={onText}
        onSubmit={onOpenCurrent}
        autoFocus
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return event.continuePropagation();
          // The key's own work would be to scroll the list that it has just entered.
          event.preventDefault();
          onEnterList();
        }}
      >
        <Label>Find</Label>
        <Input placeholder="Serial, name, organisation or postcode" maxLength={200} />
      </SearchField>
      {consultations.length > 1 && (
        <SelectBox
          label="Consultation"
          anyLabel="All"
          options={consultations.map(({ id, serialPrefix, title }) => ({
            value: id,
            label: `${serialPrefix} – ${title}`,
          }))}
          value={filter.consultationId}
          onChange={(consultationId) => choose({ consultationId })}
        />
      )}
      <SelectBox
        label="Place"
        anyLabel="Any"
        options={optionsOf(placeWords)}
        value={filter.place}
        onChange={(place) => choose({ place })}
      />
      <SelectBox
        label="How far"
        anyLabel="Any"
        options={optionsOf(stageWords)}
        value={filter.stage}
        onChange={(stage) => choose({ stage })}
      />
      <SelectBox
        label="Channel"
        anyLabel="Any"
        options={optionsOf(channelWords)}
        value={filter.channel}
        onChange={(channel) => choose({ channel })}
      />
      <div className="filter-flags">
        <CheckBox isSelected={filter.isLateOnly} onChange={(isLateOnly) => choose({ isLateOnly })}>
          Late only
        </CheckBox>
        <CheckBox
          isSelected={filter.hasOpenQueryOnly}
          onChange={(hasOpenQueryOnly) => choose({ hasOpenQueryOnly })}
        >
          With an open query only
        </CheckBox>
      </div>
    </search>
  );
}

import { useEffect, useState } from 'react';
import {
  Autocomplete,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  TextField,
  useFilter,
} from 'react-aria-components';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly places: readonly { readonly to: string; readonly label: string }[];
  readonly onGo: (to: string) => void;
  /** Where F6 has another meaning. */
  readonly isOff?: boolean;
}

/** F6: type the beginning of a screen's name, Enter. */
export function GoToDialog({ places, onGo, isOff = false }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { startsWith } = useFilter({ sensitivity: 'base' });
  useEffect(() => {
    if (isOff) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isOff]);
  return (
    <Dialog title="Go to" isOpen={isOpen} onOpenChange={setOpen}>
      <Autocomplete filter={startsWith}>
        <TextField autoFocus>
          <Label>Screen</Label>
          <Input />
        </TextField>
        <ListBox
          aria-label="Screens"
          items={places.map((place) => ({ ...place, id: place.to }))}
          onAction={(to) => {
            setOpen(false);
            onGo(String(to));
          }}
        >
          {(place) => <ListBoxItem id={place.id}>{place.label}</ListBoxItem>}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}

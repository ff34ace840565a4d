import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import {
  Input,
  ListBox,
  ListBoxItem,
  Autocomplete,
  TextField,
  Label,
  useFilter,
} from 'react-aria-components';
import { places } from './places.ts';

/** F6 on every screen but keying, where it goes to a question: type the beginning of a screen's name, Enter. */
export function GoToDialog({ isOff }: { readonly isOff: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
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
            void navigate({ to: String(to) });
          }}
        >
          {(place) => <ListBoxItem id={place.id}>{place.label}</ListBoxItem>}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}

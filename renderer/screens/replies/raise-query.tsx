import { useState } from 'react';
import { Form } from 'react-aria-components';
import { v7 as newId } from 'uuid';
import type { QueryId, ReplyId } from '../../../contract/records/id.ts';
import type { QueryKind } from '../../../contract/records/keying.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { optionsOf } from '../../components/desk-words.ts';
import { SelectBox } from '../../components/select-box.tsx';
import { TextField } from '../../components/text-field.tsx';
import { queryWords } from '../queries/query-words.ts';

/** Asks somebody to look at a reply. Threats and safeguarding concerns go to a supervisor this way, at once. */
export function RaiseQuery({ replyId }: { readonly replyId: ReplyId }) {
  const { say } = useMessages();
  const raise = useAct('queries', 'raise');
  const [kind, setKind] = useState<QueryKind>('other');
  // One for the words as they are: raised again after a lost answer, it is the same query.
  const [queryId, setQueryId] = useState(() => newId() as QueryId);
  const [text, setText] = useState('');
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        raise.mutate(
          { queryId, replyId, field: null, kind, text },
          {
            onSuccess: (query) => {
              setText('');
              setQueryId(newId() as QueryId);
              say({ tone: 'good', text: `A query is raised on ${query.serialLabel}.` });
            },
          },
        );
      }}
    >
      <div className="form-row">
        <SelectBox
          label="Raise a query"
          anyLabel={queryWords.other}
          options={optionsOf(queryWords).filter((option) => option.value !== 'other')}
          value={kind === 'other' ? null : kind}
          onChange={(next) => {
            setKind(next ?? 'other');
            setQueryId(newId() as QueryId);
          }}
        />
      </div>
      <TextField
        label="What is to be looked at"
        isRequired
        value={text}
        onChange={(next) => {
          setText(next);
          setQueryId(newId() as QueryId);
        }}
        maxLength={2000}
      />
      <div className="actions">
        <Button type="submit" isPending={raise.isPending}>
          Raise it
        </Button>
      </div>
    </Form>
  );
}

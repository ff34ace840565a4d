import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

/** One line, always at the same place: what happened, what was kept, what to do. The newest replaces the last. */
export interface Message {
  readonly tone: 'good' | 'look' | 'stop';
  readonly text: string;
  /** Puts back what was just done. */
  readonly undo?: () => void;
}

interface Messages {
  readonly message: Message | null;
  readonly say: (message: Message) => void;
  readonly clear: () => void;
}

const MessagesContext = createContext<Messages | null>(null);

export function MessagesProvider({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState<Message | null>(null);
  const say = useCallback((next: Message) => setMessage(next), []);
  const clear = useCallback(() => setMessage(null), []);
  const value = useMemo(() => ({ message, say, clear }), [message, say, clear]);
  return <MessagesContext value={value}>{children}</MessagesContext>;
}

export function useMessages(): Messages {
  const messages = useContext(MessagesContext);
  if (messages === null) throw new Error('useMessages outside MessagesProvider');
  return messages;
}

const signs = { good: '✓', look: '!', stop: '✕' } as const;

/** Where messages stand. It keeps its height when empty, so that nothing moves. */
export function MessageLine() {
  const { message, clear } = useMessages();
  const undo = message?.undo;
  return (
    <output className="message-line" data-tone={message?.tone}>
      {message && (
        <>
          <span>
            <span aria-hidden="true">{signs[message.tone]} </span>
            {message.text}
          </span>
          {undo && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                clear();
                undo();
              }}
            >
              Undo
            </button>
          )}
          <button type="button" className="link-button" onClick={clear}>
            Clear
          </button>
        </>
      )}
    </output>
  );
}

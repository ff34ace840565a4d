import type { ReactNode } from 'react';

/** An empty screen says what to do first. */
export function EmptyState({ children }: { readonly children: ReactNode }) {
  return <div className="empty-state">{children}</div>;
}

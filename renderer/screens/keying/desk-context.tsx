import { createContext, useContext, useSyncExternalStore } from 'react';
import type { KeyingDesk } from './keying-desk.ts';
import type { KeyingView } from './keying-view.ts';

const DeskContext = createContext<KeyingDesk | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): KeyingDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk outside a reply');
  return desk;
}

/** One piece of the view. The component renders again only when this piece is another one. */
export function useView<Piece>(select: (view: KeyingView) => Piece): Piece {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, () => select(desk.view));
}

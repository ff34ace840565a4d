import type { ReactNode } from 'react';

/** A page without the shell: before anybody is signed in. */
export function FrontPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="front-page">
      <p className="wordmark">Postbag</p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

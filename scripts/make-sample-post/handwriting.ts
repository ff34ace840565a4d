import { ILLEGIBLE } from '../../contract/records/mark.ts';
import { jitter } from './random.ts';
import type { Hand } from './invented-reply.ts';

// What a pen leaves: words that don't sit on the line, crosses that leave their box, and a smear where
// the source says [illegible]. All of it is HTML and SVG; the paper's own filter roughens the strokes.

/** A text in somebody's hand; each word a little turned and lifted. Lines break where the box ends. */
export function handwritten(text: string, hand: Hand, random: () => number): string {
  const words = text.split(' ').map((word) => {
    const isIllegible = word === ILLEGIBLE;
    const turn =
      `rotate(${jitter(random, 1.6).toFixed(2)}deg) translateY(${jitter(random, 1.6).toFixed(2)}px) ` +
      `skewX(${hand.slantDeg}deg)`;
    const stretch = jitter(random, 0.35).toFixed(2);
    const kind = isIllegible ? 'word smeared' : 'word';
    // Minims without dots, and then rain: nobody can say what it was.
    const letters = isIllegible ? 'wunivnemuwr' : escapeHtml(word);
    return `<span class="${kind}" style="transform:${turn};letter-spacing:${stretch}px">${letters}</span>`;
  });
  const { font, sizePx, strokePx, grey } = hand;
  const ink = `rgb(${grey},${grey},${grey})`;
  const style = `font-family:'${font}';font-size:${sizePx}px;color:${ink};-webkit-text-stroke:${strokePx}px ${ink}`;
  return `<span class="hand" style="${style}">${words.join(' ')}</span>`;
}

/** An X over a box of 18 px; no two are alike. */
export function cross(hand: Hand, random: () => number): string {
  const at = (near: number): string => (near + jitter(random, 2.6)).toFixed(1);
  const stroke = `stroke="rgb(${hand.grey},${hand.grey},${hand.grey})" stroke-width="${(2 + random()).toFixed(1)}" fill="none" stroke-linecap="round"`;
  return (
    `<svg class="cross" viewBox="0 0 26 26" width="26" height="26">` +
    `<path d="M${at(4)} ${at(4)} Q${at(13)} ${at(14)} ${at(22)} ${at(22)}" ${stroke}/>` +
    `<path d="M${at(22)} ${at(4)} Q${at(12)} ${at(13)} ${at(4)} ${at(22)}" ${stroke}/></svg>`
  );
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

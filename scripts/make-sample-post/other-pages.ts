import { escapeHtml, handwritten } from './handwriting.ts';
import { hands } from './invented-reply.ts';
import { jitter } from './random.ts';
import type { Hand, OtherPage } from './invented-reply.ts';

/** A sheet that isn't the form, as HTML. */
export function otherPage(page: OtherPage, hand: Hand, random: () => number): string {
  switch (page.kind) {
    case 'letter':
      return letterHtml(page, hand, random);
    case 'signatures':
      return signaturesHtml(page, random);
    case 'leaflet':
      return `<div class="leaflet"><h1>${escapeHtml(page.title)}</h1>${sun}${page.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</div>`;
  }
}

function letterHtml(page: Extract<OtherPage, { kind: 'letter' }>, hand: Hand, random: () => number): string {
  // On a campaign's card the sender fills in the address by hand under the printed text.
  const heading = page.heading.map((line) => `<div>${handwritten(line, hand, random)}</div>`).join('');
  const body = page.paragraphs
    .map(
      (text) =>
        `<p>${page.isTyped ? `<span class="typed">${escapeHtml(text)}</span>` : handwritten(text, hand, random)}</p>`,
    )
    .join('');
  const added = page.addedByHand === undefined ? '' : `<p>${handwritten(page.addedByHand, hand, random)}</p>`;
  return `<div class="letter"><div class="heading">${heading}</div>${body}${added}<p>${handwritten(page.signature, hand, random)}</p></div>`;
}

const signatories: readonly Hand[] = Object.values(hands);

function signaturesHtml(page: Extract<OtherPage, { kind: 'signatures' }>, random: () => number): string {
  const rows = page.lines.map((name, index) => {
    const hand = signatories[index % signatories.length]!;
    const written = handwritten(name, hand, random);
    return `<tr><td>${index + 1}</td><td style="padding-left:${(10 + jitter(random, 8)).toFixed(0)}px">${written}</td></tr>`;
  });
  return `<div class="letter"><p><span class="typed">${escapeHtml(page.title)}</span></p><table class="signatures">${rows.join('')}</table></div>`;
}

const rays = Array.from({ length: 12 }, (_, index) => {
  const turn = (index * Math.PI) / 6;
  const point = (radius: number): string =>
    `${(150 + radius * Math.cos(turn)).toFixed(0)} ${(150 + radius * Math.sin(turn)).toFixed(0)}`;
  return `M${point(84)} L${point(130)}`;
}).join(' ');

const sun =
  `<svg width="300" height="300" viewBox="0 0 300 300"><circle cx="150" cy="150" r="66" fill="#bbb" stroke="#333" stroke-width="4"/>` +
  `<path d="${rays}" stroke="#333" stroke-width="6" stroke-linecap="round"/></svg>`;

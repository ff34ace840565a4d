import { jitter } from './random.ts';

/** One sheet as a scanner sees it: 1000 × 1414 px, the shape of A4. */
export const SHEET = { widthPx: 1000, heightPx: 1414 } as const;

interface Sheet {
  readonly content: string;
  readonly footer: string;
  /** `14 MAY 2007`; only the first sheet of a reply is stamped. */
  readonly stamp: string | null;
  readonly random: () => number;
  readonly seed: number;
}

/** The whole page: paper, folds, stamp, punch holes, and the filters that make ink of type. */
export function scannedSheet({ content, footer, stamp, random, seed }: Sheet): string {
  const turn = jitter(random, 0.7).toFixed(2);
  const shift = `${jitter(random, 5).toFixed(1)}px, ${jitter(random, 5).toFixed(1)}px`;
  const stampHtml =
    stamp === null
      ? ''
      : `<div class="stamp" style="transform:rotate(${(-6 + jitter(random, 5)).toFixed(1)}deg);top:${(24 + jitter(random, 12)).toFixed(0)}px">` +
        `CONSULTATION UNIT<b>RECEIVED</b>${stamp}</div>`;
  return `<!doctype html><meta charset="utf-8"><style>${css}</style>
<svg width="0" height="0" style="position:absolute">
<filter id="ink"><feTurbulence type="fractalNoise" baseFrequency="0.09" numOctaves="2" seed="${seed}"/><feDisplacementMap in="SourceGraphic" scale="2.4"/></filter>
<filter id="print"><feTurbulence type="fractalNoise" baseFrequency="0.6" numOctaves="1" seed="${seed}" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="0.9"/></filter>
<filter id="smear" x="-10%" y="-40%" width="120%" height="180%"><feTurbulence type="fractalNoise" baseFrequency="0.05 0.12" numOctaves="2" seed="${seed + 4}"/><feDisplacementMap in="SourceGraphic" scale="20" xChannelSelector="R" yChannelSelector="G"/><feGaussianBlur stdDeviation="1.5 0.9"/></filter>
<filter id="worn"><feTurbulence type="fractalNoise" baseFrequency="0.12" numOctaves="2" seed="${seed + 1}"/><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -6 4.75"/><feComposite in="SourceGraphic" operator="in"/></filter>
<filter id="mottle"><feTurbulence type="fractalNoise" baseFrequency="0.006 0.009" numOctaves="2" seed="${seed + 2}"/><feColorMatrix values="0 0 0 0 0.35 0 0 0 0 0.35 0 0 0 0 0.35 0 0 0 0.5 -0.18"/></filter>
<filter id="specks"><feTurbulence type="fractalNoise" baseFrequency="0.35" numOctaves="1" seed="${seed + 3}"/><feColorMatrix values="0 0 0 0 0.2 0 0 0 0 0.2 0 0 0 0 0.2 0 0 0 9 -6.9"/></filter>
</svg>
<div class="paper" style="transform:translate(${shift}) rotate(${turn}deg)">
<div class="print">${content}</div><div class="footer">${footer}</div>${stampHtml}
<i class="hole" style="top:560px"></i><i class="hole" style="top:820px"></i>
<i class="fold" style="top:${(470 + jitter(random, 6)).toFixed(0)}px"></i><i class="fold" style="top:${(942 + jitter(random, 6)).toFixed(0)}px"></i>
</div><i class="mottle"></i><i class="specks"></i><i class="lamp"></i>`;
}

const css = `
* { box-sizing: border-box }
html { background: #8d8d8b }
body { margin: 0; width: ${SHEET.widthPx}px; height: ${SHEET.heightPx}px; overflow: hidden; position: relative; filter: grayscale(1); font: 16px/21px 'Liberation Sans', Arial, sans-serif; color: #262626 }
.paper { position: absolute; inset: 3px; background: #f1f0ec; padding: 44px 64px 44px 92px; box-shadow: 0 0 10px rgba(0,0,0,.55) }
.print { filter: url(#print) }
.department { font: bold 15px/18px 'Liberation Serif', serif; letter-spacing: .4px }
h1 { font: bold 23px/28px 'Liberation Sans', sans-serif; margin: 10px 250px 6px 0 }
.deadline { margin: 0 0 10px; font-size: 17px }
h2 { font: bold 18px/22px 'Liberation Sans', sans-serif; margin: 16px 0 10px; padding: 4px 8px; background: #d9d8d4 }
.small { font-size: 13px; line-height: 17px; margin: 8px 0 }
.row { margin: 8px 0; min-height: 24px } .spaced { margin-top: 22px }
.line { display: flex; align-items: flex-end; margin: 3px 0; min-height: 33px } .line label { width: 200px; flex: none }
.other { margin-left: 60% }
.ruled { flex: 1; border-bottom: 1.5px solid #555; min-height: 32px; padding-left: 8px; line-height: 30px; white-space: nowrap }
.item { margin: 10px 0 14px }
.question { margin: 0 0 6px } .question b { display: inline-block; min-width: 36px }
.inline { display: flex; gap: 46px; margin-left: 36px } .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 2px 20px; margin-left: 36px }
.option { min-height: 25px }
.box { display: inline-block; position: relative; width: 19px; height: 19px; border: 1.8px solid #333; vertical-align: -4px; margin: 0 5px 0 3px; background: #f8f7f4 }
.cross { position: absolute; left: -5px; top: -6px; filter: url(#ink) }
.comment { border: 1.5px solid #555; margin: 8px 0 0 36px; padding: 4px 12px 6px; line-height: 36px } .comment i { display: block; font-size: 13px; line-height: 15px; color: #555 }
.short { min-height: 112px } .tall { min-height: 158px }
.hand { filter: url(#ink); display: inline } .word { display: inline-block; white-space: pre }
.smeared { filter: url(#smear); background: radial-gradient(closest-side, rgba(90,90,90,.35), rgba(90,90,90,0)) }
.letter { padding: 60px 30px 0 10px; font-size: 19px; line-height: 44px } .heading { margin: 60px 0 40px 55%; line-height: 36px } .letter p { margin: 0 0 26px } .typed { font: 19px/32px 'Liberation Serif', serif }
.signatures { border-collapse: collapse; width: 100% } .signatures td { border-bottom: 1.5px solid #666; height: 62px; vertical-align: bottom } .signatures td:first-child { width: 44px; font-size: 15px }
.leaflet { text-align: center; padding: 120px 40px; font: 26px/48px 'Liberation Serif', serif } .leaflet h1 { font: bold 52px/64px 'Liberation Serif', serif; margin: 0 0 40px }
.footer { position: absolute; left: 92px; right: 64px; bottom: 22px; text-align: center; font: bold 13px/16px 'Liberation Sans', sans-serif; letter-spacing: .6px; color: #444 }
.stamp { position: absolute; right: 62px; width: 210px; padding: 8px 4px; border: 4px solid #4a4a55; border-radius: 6px; color: #4a4a55; text-align: center; font: bold 17px/24px 'Liberation Mono', monospace; filter: url(#worn); mix-blend-mode: multiply } .stamp b { display: block; font-size: 27px; line-height: 32px; letter-spacing: 2px }
.hole { position: absolute; left: 22px; width: 26px; height: 26px; border-radius: 50%; background: #77777a; box-shadow: inset 2px 2px 5px rgba(0,0,0,.6) }
.fold { position: absolute; left: 0; right: 0; height: 9px; background: linear-gradient(rgba(0,0,0,0), rgba(0,0,0,.10) 45%, rgba(255,255,255,.75) 55%, rgba(0,0,0,.05) 70%, rgba(0,0,0,0)) }
.mottle, .specks, .lamp { position: absolute; inset: 0; pointer-events: none } .mottle { filter: url(#mottle); opacity: .5 } .specks { filter: url(#specks); opacity: .7 }
.lamp { background: linear-gradient(95deg, rgba(0,0,0,.20), rgba(0,0,0,0) 5%, rgba(0,0,0,0) 93%, rgba(0,0,0,.10)) }
`;
